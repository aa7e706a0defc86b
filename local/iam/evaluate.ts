/** The policy evaluator: says what a set of policies decides about one request. */
import { compilePolicy } from './compile-policy';
import { fitStatement } from './compile-statement';
import { readContext } from './condition-context';
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

/** Where a statement stands; both places count from 0. */
export interface StatementPlace {
  readonly policy: number;
  readonly statement: number;
  readonly sid?: string;
}

/** What policies decide. */
export interface Evaluation {
  readonly decision: 'allow' | 'explicit-deny' | 'implicit-deny';
  /** The statement that decided; none stands behind an implicit deny. */
  readonly statement?: Statement;
  /** Where it stands among the policies that were asked. */
  readonly place?: StatementPlace;
  /**
   * True where the allowing statement names only the principal's account (`…:root`): in a key policy that does not allow
   * by itself, it hands the choice to the IAM policies of that account.
   */
  readonly throughAccount?: boolean;
}

/** Says where a statement stands, with its Sid if it has one. */
export function placeStatement({ Sid }: Statement, policy: number, statement: number): StatementPlace {
  return { policy, statement, ...(Sid !== undefined && { sid: Sid }) };
}

/**
 * Evaluates policies as IAM does: an explicit deny wins, then any allow, and otherwise it is an implicit deny.
 * A statement that cannot be judged, for an operator that does not exist or a malformed value, never allows and always denies.
 * A document is compiled at its first use and kept, so it must not be changed afterwards.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluate(policies: readonly PolicyDocument[], request: PolicyRequest): Evaluation {
  const { resource, principal } = request;
  const asked = {
    action: request.action.toLowerCase(),
    resource,
    context: readContext(request.context),
    principal,
  };
  let allowed: Evaluation | undefined;
  for (const [policyIndex, policy] of policies.entries()) {
    for (const [index, candidate] of compilePolicy(policy).entries()) {
      const { statement } = candidate;
      if (allowed !== undefined && statement.Effect === 'Allow' && allowed.throughAccount !== true) continue;
      const fit = fitStatement(candidate, asked);
      if (fit === 'none') continue;
      const place = placeStatement(statement, policyIndex, index);
      if (statement.Effect !== 'Allow') return { decision: 'explicit-deny', statement, place };
      if (allowed === undefined || fit === 'direct') {
        allowed = { decision: 'allow', statement, place, ...(fit === 'account' && { throughAccount: true }) };
      }
    }
  }
  return allowed ?? { decision: 'implicit-deny' };
}
