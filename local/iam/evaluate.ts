/** The policy evaluator: decides one request by a set of policies. */
import { compilePolicy } from './compile-policy';
import { fitStatement } from './compile-statement';
import { readContext } from './condition-context';
import type { PolicyDocument, Statement } from './policy';

/** One call that policies are evaluated for. */
export interface PolicyRequest {
  /** Such as `dynamodb:GetItem`. */
  readonly action: string;
  /** The ARN of the resource. */
  readonly resource: string;
  /**
   * Condition keys with their values. Keys are case-insensitive; an undefined or empty value means that the
   * key is absent.
   */
  readonly context: Readonly<Record<string, readonly string[] | undefined>>;
  /** The caller as an ARN or as the name of a service. Statements that name principals need it. */
  readonly principal?: string;
}

/** The position of a statement. Both indexes count from 0. */
export interface StatementPlace {
  readonly policy: number;
  readonly statement: number;
  readonly sid?: string;
}

/** The decision of policies. */
export interface Evaluation {
  readonly decision: 'allow' | 'explicit-deny' | 'implicit-deny';
  /** The statement that decided; undefined for an implicit deny. */
  readonly statement?: Statement;
  /** Its position among the evaluated policies. */
  readonly place?: StatementPlace;
  /**
   * Whether the allowing statement names only the account of the principal (`…:root`). In a key policy, such
   * a statement does not allow by itself. It delegates the decision to the IAM policies of that account.
   */
  readonly throughAccount?: boolean;
}

/** Returns the position of a statement, with its Sid if it has one. */
export function placeStatement({ Sid }: Statement, policy: number, statement: number): StatementPlace {
  return { policy, statement, ...(Sid !== undefined && { sid: Sid }) };
}

/**
 * Evaluates policies as IAM does: an explicit deny wins, then any allow, and otherwise the result is an
 * implicit deny.
 * A statement that cannot be evaluated, because of an unknown operator or a malformed value, never allows and
 * always denies.
 * A document is compiled on first use and cached, so it must not change afterwards.
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
