/** The AWS managed policies that are known by name, because CDK attaches them to functions' roles. */
import type { PolicyDocument } from '../../iam/policy';

function allow(...actions: string[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: actions, Resource: '*' } };
}

/**
 * Documents by the policy's name.
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
export const managedPolicies: ReadonlyMap<string, PolicyDocument> = new Map([
  ['AWSLambdaBasicExecutionRole', allow('logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents')],
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
