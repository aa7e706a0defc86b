/** Reading the stage from a method ARN. */
import { readStageArn } from '../../../lambda/authorizer/api-arn';

test.each([
  [
    'arn:aws:execute-api:eu-west-1:123456789012:a1b2c3/prod/GET/foo/7',
    'arn:aws:execute-api:eu-west-1:123456789012:a1b2c3/prod',
  ],
  [
    'arn:aws:execute-api:eu-west-1:123456789012:a1b2c3/prod/GET/',
    'arn:aws:execute-api:eu-west-1:123456789012:a1b2c3/prod',
  ],
  [
    'arn:aws-us-gov:execute-api:us-gov-west-1:123456789012:a1b2c3/test-invoke-stage/POST/a:b/%2F/*',
    'arn:aws-us-gov:execute-api:us-gov-west-1:123456789012:a1b2c3/test-invoke-stage',
  ],
])('reads the stage of %s', (methodArn, stageArn) => {
  expect(readStageArn(methodArn)).toBe(stageArn);
});

test.each([
  '',
  'arn:aws:execute-api:eu-west-1:123456789012:a1b2c3/prod',
  'arn:aws:execute-api:eu-west-1:123456789012:*/prod/GET/foo',
  'arn:aws:execute-api:eu-west-1:123456789012:a1b2c3/*/GET/foo',
  'arn:aws:execute-api:eu-west-1:*:a1b2c3/prod/GET/foo',
  'arn:aws:execute-api:*:123456789012:a1b2c3/prod/GET/foo',
  'arn:aws:execute-api:eu-west-1:123456789012:a1b2c3/?/GET/foo',
  'arn:aws:lambda:eu-west-1:123456789012:function:x/prod/GET/',
])('rejects %j', (methodArn) => {
  expect(() => readStageArn(methodArn)).toThrow(/methodArn/);
});
