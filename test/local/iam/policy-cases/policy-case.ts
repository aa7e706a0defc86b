/** The form of the policy cases, and short forms for the usual ones. */
import type { Evaluation, PolicyRequest } from '../../../../local/iam/evaluate';
import type { PolicyDocument, Statement } from '../../../../local/iam/policy';

/** One row of the tables: the required decision of policies, and the page that states it. */
export interface PolicyCase {
  /** A page of the AWS documentation, with its section. */
  readonly source: string;
  readonly rule: string;
  readonly policy: PolicyDocument | readonly PolicyDocument[];
  readonly request: PolicyRequest;
  readonly expected: Evaluation['decision'];
}

/** A row for a condition: the rule, the condition, the keys of the request, and whether it is true. */
export type ConditionRow = readonly [
  rule: string,
  condition: NonNullable<Statement['Condition']>,
  context: Readonly<Record<string, string | readonly string[]>>,
  holds: boolean,
];

/** Creates a policy of statements, in the version with policy variables. */
export function policyOf(...statements: Statement[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: statements };
}

/** Creates a request. A single value of a key needs no list. */
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

/** Creates a case for each row, with a statement that allows under its condition. */
export function conditionCases(source: string, rows: readonly ConditionRow[]): PolicyCase[] {
  return rows.map(([rule, Condition, context, holds]) => ({
    source,
    rule,
    policy: policyOf({ Effect: 'Allow', Action: 'svc:Act', Resource: '*', Condition }),
    request: requestOf('svc:Act', 'arn:aws:svc:eu-west-1:123456789012:thing/1', context),
    expected: holds ? 'allow' : 'implicit-deny',
  }));
}

/** The base URL of the IAM user guide. */
export const userGuide = 'https://docs.aws.amazon.com/IAM/latest/UserGuide';
