/** The policy evaluator: says what a set of policies decides about one request. */
import { type CompiledStatement, compileStatement } from './compile-statement';
import type { ConditionContext } from './conditions';
import type { PolicyDocument, Statement } from './policy';

/** One call that policies are asked about. */
export interface PolicyRequest {
  /** Such as `dynamodb:GetItem`. */
  readonly action: string;
  /** The ARN of what is acted on. */
  readonly resource: string;
  /** Condition keys, in any case, with their values; a key that is missing, undefined or empty is absent from the request. */
  readonly context: Readonly<Record<string, readonly string[] | undefined>>;
  /** Who calls, as an ARN or a service's name; asked for by policies whose statements name principals. */
  readonly principal?: string;
}

/** What policies decide. */
export interface Evaluation {
  readonly decision: 'allow' | 'explicit-deny' | 'implicit-deny';
  /** The statement that decided; none stands behind an implicit deny. */
  readonly statement?: Statement;
  /**
   * True where the allowing statement names only the principal's account (`…:root`): in a key policy that does not allow
   * by itself, it hands the choice to the IAM policies of that account.
   */
  readonly throughAccount?: boolean;
}

const compiled = new WeakMap<PolicyDocument, readonly CompiledStatement[]>();

function statementsOf(policy: PolicyDocument): readonly CompiledStatement[] {
  const known = compiled.get(policy);
  if (known !== undefined) return known;
  const statements = [policy.Statement].flat().map(compileStatement);
  compiled.set(policy, statements);
  return statements;
}

function toContext(context: PolicyRequest['context']): ConditionContext {
  const entries = Object.entries(context).flatMap(([key, values]) =>
    values === undefined || values.length === 0 ? [] : [[key.toLowerCase(), values] as const],
  );
  return new Map(entries);
}

/**
 * Evaluates policies as IAM does: an explicit deny wins, then any allow, and otherwise it is an implicit deny.
 * A statement that cannot be judged, for an operator that does not exist or for policy variables, never allows and always denies.
 * A document is compiled at its first use and kept, so it must not be changed afterwards.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluate(policies: readonly PolicyDocument[], request: PolicyRequest): Evaluation {
  const context = toContext(request.context);
  let allowed: Evaluation | undefined;
  for (const policy of policies) {
    for (const candidate of statementsOf(policy)) {
      const { statement } = candidate;
      if (allowed !== undefined && statement.Effect === 'Allow' && allowed.throughAccount !== true) continue;
      const fit = candidate.fit(request.action, request.resource, context, request.principal);
      if (fit === 'none') continue;
      if (statement.Effect !== 'Allow') return { decision: 'explicit-deny', statement };
      if (allowed === undefined || fit === 'direct') {
        allowed = { decision: 'allow', statement, ...(fit === 'account' && { throughAccount: true }) };
      }
    }
  }
  return allowed ?? { decision: 'implicit-deny' };
}
