/** The AWS managed policies that CDK attaches to the roles of functions. */
import type { PolicyDocument } from '../../iam/policy';

function allow(...actions: string[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: actions, Resource: '*' } };
}

const LOGS = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'];

/**
 * Policy documents by policy name.
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
export const managedPolicies: ReadonlyMap<string, PolicyDocument> = new Map([
  ['AWSLambdaBasicExecutionRole', allow(...LOGS)],
  [
    'AWSLambdaSQSQueueExecutionRole',
    allow('sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', ...LOGS),
  ],
  [
    'AWSXRayDaemonWriteAccess',
    allow(
      'xray:PutTraceSegments',
      'xray:PutTelemetryRecords',
      'xray:GetSamplingRules',
      'xray:GetSamplingTargets',
      'xray:GetSamplingStatisticSummaries',
    ),
  ],
]);
