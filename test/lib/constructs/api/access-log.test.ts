import { Template } from 'aws-cdk-lib/assertions';
import * as logs from 'aws-cdk-lib/aws-logs';
import { AccessLog } from '../../../../lib/constructs/api/access-log';
import { createStack } from '../../../support/synth-stack';

const accessLog = () => {
  const stack = createStack();
  const props = { logRetention: logs.RetentionDays.ONE_YEAR, retainData: true };
  return { stack, log: new AccessLog(stack, 'AccessLog', props) };
};

test('contains the fields that trace a request, and no secret of a caller', () => {
  const format = accessLog().log.stageOptions.accessLogFormat?.toString() ?? '';
  const line: Record<string, string> = JSON.parse(format);
  expect(line).toMatchObject({
    requestId: '$context.requestId',
    sourceIp: '$context.identity.sourceIp',
    authorizerRequestId: '$context.authorizer.requestId',
    authorizerError: '$context.authorizer.error',
    tlsVersion: '$context.tlsVersion',
    cipherSuite: '$context.cipherSuite',
  });
  expect(Object.values(line).every((value) => value.startsWith('$context.'))).toBe(true);
  expect(format).not.toMatch(
    /validationErrorString|error\.message|header|principalId|userAgent|authorizer\.claims/,
  );
});

test('contains no text that a caller chooses freely, because API Gateway escapes nothing', () => {
  const format = accessLog().log.stageOptions.accessLogFormat?.toString() ?? '';
  expect(format).not.toMatch(
    /\$context\.(path|customDomain|domainName|identity\.userAgent|requestOverride)\b/,
  );
});

test('keeps its lines for the retention period', () => {
  Template.fromStack(accessLog().stack).hasResource('AWS::Logs::LogGroup', {
    DeletionPolicy: 'RetainExceptOnCreate',
    Properties: { RetentionInDays: 365 },
  });
});
