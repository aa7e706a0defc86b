/** The form of the policy cases, and short ways to write the usual ones. */
import type { Evaluation, PolicyRequest } from '../../../../local/iam/evaluate';
import type { PolicyDocument, Statement } from '../../../../local/iam/policy';

/** One row of the tables: what policies have to decide, and the page that says so. */
export interface PolicyCase {
  /** A page of the AWS documentation, with its section. */
  readonly source: string;
  readonly rule: string;
  readonly policy: PolicyDocument | readonly PolicyDocument[];
  readonly request: PolicyRequest;
  readonly expected: Evaluation['decision'];
}

/** A row about a condition: the rule, the condition, the request's keys, and whether it holds. */
export type ConditionRow = readonly [
  rule: string,
  condition: NonNullable<Statement['Condition']>,
  context: Readonly<Record<string, string | readonly string[]>>,
  holds: boolean,
];

/** Makes a policy of statements, in the version that knows policy variables. */
export function policyOf(...statements: Statement[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: statements };
}

/** Makes a request; keys of a single value may be given without a list. */
export function requestOf(
  action: string,
  resource: string,
  context: ConditionRow[2] = {},
  principal?: string,
): PolicyRequest {
  const lists = Object.entries(context).map(([key, value]) => [key, [value].flat()] as const);
  const keys = Object.fromEntries(lists);
  return { action, resource, context: keys, ...(principal !== undefined && { principal }) };
}

/** Makes a case of each row, by a statement that allows under its condition. */
export function conditionCases(source: string, rows: readonly ConditionRow[]): PolicyCase[] {
  return rows.map(([rule, Condition, context, holds]) => ({
    source,
    rule,
    policy: policyOf({ Effect: 'Allow', Action: 'svc:Act', Resource: '*', Condition }),
    request: requestOf('svc:Act', 'arn:aws:svc:eu-west-1:123456789012:thing/1', context),
    expected: holds ? 'allow' : 'implicit-deny',
  }));
}

/** Where the IAM user guide's pages are. */
export const userGuide = 'https://docs.aws.amazon.com/IAM/latest/UserGuide';
