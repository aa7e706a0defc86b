import type { APIGatewayAuthorizerResult, APIGatewayTokenAuthorizerEvent } from 'aws-lambda';
import { nameDenial } from '../../../../lambda/authorizer/verified/name-denial';
import { problems } from '../../../../lambda/shared/http/problems';

const event = {} as APIGatewayTokenAuthorizerEvent;
const answer = (context?: Record<string, string>): APIGatewayAuthorizerResult => ({
  principalId: 'ada',
  policyDocument: { Version: '2012-10-17', Statement: [] },
  ...(context && { context }),
});
const contextFor = async (scope: string) =>
  (await nameDenial(async () => answer({ sub: 'ada', scope }))(event)).context;

test.each([
  ['', 'EMAIL_NOT_VERIFIED'],
  ['admin', 'EMAIL_NOT_VERIFIED'],
  ['email_verified', 'INSUFFICIENT_SCOPE'],
  ['email_verified admin', 'INSUFFICIENT_SCOPE'],
  ['not_email_verified', 'EMAIL_NOT_VERIFIED'],
])('a token with the scopes "%s" is denied as %s', async (scope, code) => {
  expect(await contextFor(scope)).toEqual({
    sub: 'ada',
    scope,
    denialCode: code,
    denialType: `urn:problem-type:latchkey:${code.toLowerCase().replaceAll('_', '-')}`,
    denialDetail: expect.any(String),
  });
});

test('a missing scope has the words of the functions', async () => {
  expect((await contextFor('email_verified'))?.denialDetail).toBe(problems.INSUFFICIENT_SCOPE.detail);
});

test('everything else of a result stays, and so do errors and self-checks', async () => {
  const given = answer({ scope: '' });
  expect(await nameDenial(async () => given)(event)).toMatchObject({
    principalId: given.principalId,
    policyDocument: given.policyDocument,
  });
  const check = answer();
  expect(await nameDenial(async () => check)(event)).toBe(check);
  await expect(nameDenial(() => Promise.reject(new Error('Unauthorized')))(event)).rejects.toThrow(
    'Unauthorized',
  );
});
