/** One statement of a policy, compiled: whether it speaks of a request. */
import { type ConditionContext, compileCondition } from './conditions';
import type { OneOrMany, Statement } from './policy';
import { compilePrincipal, type PrincipalFit } from './principal';
import { compileWildcard, type WildcardMatcher } from './wildcard';

/** A statement that is ready to be asked. */
export interface CompiledStatement {
  readonly statement: Statement;
  /** How the statement fits, `none` if it does not speak of the request. */
  fit(
    action: string,
    resource: string,
    context: ConditionContext,
    principal: string | undefined,
  ): PrincipalFit;
}

function compileAny(patterns: OneOrMany<string>, normalise: (text: string) => string): WildcardMatcher {
  const matchers = (typeof patterns === 'string' ? [patterns] : patterns).map((pattern) =>
    compileWildcard(normalise(pattern)),
  );
  return (value) => matchers.some((matches) => matches(value));
}

function compileElement(
  wanted: OneOrMany<string> | undefined,
  unwanted: OneOrMany<string> | undefined,
  normalise: (text: string) => string,
): WildcardMatcher {
  if (wanted !== undefined) return compileAny(wanted, normalise);
  if (unwanted === undefined) return () => false;
  const excluded = compileAny(unwanted, normalise);
  return (value) => !excluded(value);
}

function compileWho(statement: Statement): (principal: string | undefined) => PrincipalFit {
  if (statement.Principal !== undefined) return compilePrincipal(statement.Principal);
  if (statement.NotPrincipal === undefined) return () => 'direct';
  const excluded = compilePrincipal(statement.NotPrincipal);
  return (principal) => (excluded(principal) === 'none' ? 'direct' : 'none');
}

/** Whether a statement uses policy variables such as `${aws:username}`, which are not judged here. */
function usesVariables({ Resource, NotResource, Condition }: Statement): boolean {
  return /\$\{[^*?$]/.test(JSON.stringify([Resource, NotResource, Condition]));
}

/** Compiles a statement; actions are compared without regard to case, resources with it. */
export function compileStatement(statement: Statement): CompiledStatement {
  const actions = compileElement(statement.Action, statement.NotAction, (text) => text.toLowerCase());
  const judged = !usesVariables(statement);
  // A policy on a resource itself, such as a key policy in a trust document, may leave Resource out only if it names a principal.
  const resources =
    statement.Resource === undefined &&
    statement.NotResource === undefined &&
    statement.Principal !== undefined
      ? () => true
      : compileElement(statement.Resource, statement.NotResource, (text) => text);
  const who = compileWho(statement);
  const holds = compileCondition(statement.Condition);
  return {
    statement,
    fit(action, resource, context, principal) {
      if (!actions(action.toLowerCase()) || (judged && !resources(resource))) return 'none';
      const fit = who(principal);
      if (fit === 'none') return 'none';
      // What cannot be judged never allows, and always denies.
      const satisfied = (judged ? holds(context) : undefined) ?? statement.Effect === 'Deny';
      return satisfied ? fit : 'none';
    },
  };
}
