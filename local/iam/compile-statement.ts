/** Compiles one statement of a policy and matches it against requests. */
import type { ConditionContext } from './condition-context';
import { type ConditionClause, compileCondition, judgeCondition } from './conditions';
import type { OneOrMany, Statement } from './policy';
import { compileTemplate, isFixed, parseTemplate, type Template } from './policy-variables';
import { compilePrincipal, type PrincipalFit } from './principal';
import { compileWildcard, type WildcardMatcher } from './wildcard';
import { compileWildcards } from './wildcard-index';

/** A request in the form that statements are matched against. */
export interface StatementRequest {
  /** In lower case. */
  readonly action: string;
  readonly resource: string;
  readonly context: ConditionContext;
  readonly principal: string | undefined;
}

/** A compiled statement, part by part. */
export interface CompiledStatement {
  readonly statement: Statement;
  readonly matchesAction: (action: string) => boolean;
  readonly matchesResource: (resource: string, context: ConditionContext) => boolean;
  readonly fitPrincipal: (principal: string | undefined) => PrincipalFit;
  readonly clauses: readonly ConditionClause[];
}

function compileActions({ Action, NotAction }: Statement): WildcardMatcher {
  const matchers = [Action ?? NotAction ?? []].flat().map((action) => compileWildcard(action.toLowerCase()));
  if (Action !== undefined) return (value) => matchers.some((matches) => matches(value));
  if (NotAction === undefined) return () => false;
  return (value) => !matchers.some((matches) => matches(value));
}

/**
 * Compiles a resource. Variables are allowed only after the fifth colon of an ARN; a pattern with one
 * elsewhere matches nothing.
 */
function compileResource(template: Template): (context: ConditionContext) => WildcardMatcher | undefined {
  const first = template.findIndex((part) => !('text' in part));
  const before = template.slice(0, Math.max(first, 0)).map((part) => ('text' in part ? part.text : ''));
  const colons = before.join('').split(':').length - 1;
  return first >= 0 && colons < 5 ? () => undefined : compileTemplate(template, compileWildcard);
}

function compileResources(statement: Statement, variables: boolean): CompiledStatement['matchesResource'] {
  const { Effect, Resource, NotResource, Principal } = statement;
  // A resource-based policy, such as a trust policy, can omit Resource, but only if it names a principal.
  if (Resource === undefined && NotResource === undefined) return () => Principal !== undefined;
  const parseAll = (patterns: OneOrMany<string>) =>
    [patterns].flat().map((pattern) => parseTemplate(pattern, variables));
  if (Resource !== undefined) {
    const templates = parseAll(Resource);
    const matchesFixed = compileWildcards(templates.filter(isFixed));
    const varying = templates.filter((template) => !isFixed(template)).map(compileResource);
    return (resource, context) =>
      matchesFixed(resource) || varying.some((pattern) => pattern(context)?.(resource) === true);
  }
  const patterns = parseAll(NotResource ?? []).map(compileResource);
  return (resource, context) =>
    patterns.every((pattern) => {
      const matches = pattern(context);
      // It is unknown what a variable without a value excludes. So an Allow does not match, and a Deny does.
      return matches === undefined ? Effect === 'Deny' : !matches(resource);
    });
}

function compileWho({ Effect, Principal, NotPrincipal }: Statement): CompiledStatement['fitPrincipal'] {
  if (Principal !== undefined) return compilePrincipal(Principal);
  if (NotPrincipal === undefined) return () => 'direct';
  const excluded = compilePrincipal(NotPrincipal);
  return (principal) => {
    const fit = excluded(principal);
    // Naming an account excludes its root user, not all its principals. For an Allow, the narrower reading
    // applies.
    const spared = fit === 'direct' || (fit === 'account' && Effect === 'Allow');
    return spared ? 'none' : 'direct';
  };
}

/**
 * Compiles a statement. Actions are case-insensitive, resources are case-sensitive.
 * @param version the version of the policy; only `2012-10-17` supports policy variables
 */
export function compileStatement(statement: Statement, version: string | undefined): CompiledStatement {
  const variables = version === '2012-10-17';
  return {
    statement,
    matchesAction: compileActions(statement),
    matchesResource: compileResources(statement, variables),
    fitPrincipal: compileWho(statement),
    clauses: compileCondition(statement.Condition, variables),
  };
}

/**
 * Returns how a statement matches a request, or `none`. A condition that cannot be evaluated never allows and
 * always denies.
 */
export function fitStatement(compiled: CompiledStatement, request: StatementRequest): PrincipalFit {
  const { action, resource, context, principal } = request;
  if (!compiled.matchesAction(action) || !compiled.matchesResource(resource, context)) return 'none';
  const fit = compiled.fitPrincipal(principal);
  if (fit === 'none') return 'none';
  const holds = judgeCondition(compiled.clauses, context) ?? compiled.statement.Effect === 'Deny';
  return holds ? fit : 'none';
}
