/**
 * Explains why policies decide as they do: the deciding statement, or the statements that nearly matched.
 * Costs more than the decision alone.
 */
import { compilePolicy } from './compile-policy';
import type { CompiledStatement } from './compile-statement';
import { type ConditionContext, readContext } from './condition-context';
import {
  type Evaluation,
  evaluate,
  type PolicyRequest,
  placeStatement,
  type StatementPlace,
} from './evaluate';
import type { PolicyDocument, Statement } from './policy';

/**
 * Why a statement does not match a request. It contains keys and values of the policy, never values of the
 * request.
 */
export type Mismatch =
  | { readonly element: 'Resource' | 'NotResource' | 'Principal' | 'NotPrincipal' }
  | {
      readonly element: 'Condition';
      readonly operator: string;
      readonly key: string;
      /** The values in the statement. */
      readonly expected: readonly string[];
      /**
       * `absent`: the request lacks the key; `unjudged`: an unknown operator or a malformed value in the
       * policy.
       */
      readonly reason: 'absent' | 'mismatch' | 'unjudged';
    };

/** An Allow that matches the action, but not the request. */
export interface NearMiss {
  readonly statement: Statement;
  readonly place: StatementPlace;
  /** At least one, in the order resource, principal, conditions. */
  readonly mismatches: readonly Mismatch[];
}

/** An evaluation with its reasons. */
export interface Explanation extends Evaluation {
  /**
   * The statements that nearly allowed the request, in the order of the policies; empty unless the decision
   * is an implicit deny.
   */
  readonly nearMisses: readonly NearMiss[];
}

function conditionMismatches({ clauses }: CompiledStatement, context: ConditionContext): Mismatch[] {
  return clauses.flatMap(({ operator, key, expected, check }) => {
    const holds = check(context);
    if (holds === true) return [];
    const absent = context.has(key.toLowerCase()) ? 'mismatch' : 'absent';
    const reason = holds === undefined ? 'unjudged' : absent;
    return [{ element: 'Condition', operator, key, expected, reason }];
  });
}

function findMismatches(compiled: CompiledStatement, request: PolicyRequest): Mismatch[] {
  const { statement } = compiled;
  const context = readContext(request.context);
  const mismatches: Mismatch[] = [];
  if (!compiled.matchesResource(request.resource, context)) {
    mismatches.push({ element: statement.NotResource === undefined ? 'Resource' : 'NotResource' });
  }
  if (compiled.fitPrincipal(request.principal) === 'none') {
    mismatches.push({ element: statement.NotPrincipal === undefined ? 'Principal' : 'NotPrincipal' });
  }
  return [...mismatches, ...conditionMismatches(compiled, context)];
}

/**
 * Evaluates as `evaluate` does. For an implicit deny, it also finds the Allow statements that match the
 * action, and their mismatches.
 */
export function explain(policies: readonly PolicyDocument[], request: PolicyRequest): Explanation {
  const evaluation = evaluate(policies, request);
  if (evaluation.decision !== 'implicit-deny') return { ...evaluation, nearMisses: [] };
  const action = request.action.toLowerCase();
  const nearMisses = policies.flatMap((policy, policyIndex) =>
    compilePolicy(policy).flatMap((compiled, index) => {
      const { statement } = compiled;
      if (statement.Effect !== 'Allow' || !compiled.matchesAction(action)) return [];
      const mismatches = findMismatches(compiled, request);
      return [{ statement, place: placeStatement(statement, policyIndex, index), mismatches }];
    }),
  );
  return { ...evaluation, nearMisses };
}
