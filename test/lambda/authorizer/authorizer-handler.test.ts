/** What API Gateway receives and the log records on failures. */
import type { APIGatewayTokenAuthorizerEvent } from 'aws-lambda';
import type { Authorize } from '../../../lambda/authorizer/authorize';
import { createAuthorizerHandler } from '../../../lambda/authorizer/authorizer-handler';
import { AwsCallError } from '../../../lambda/shared/aws/aws-call-error';
import { TokenRejectedError } from '../../../lambda/shared/tokens/token-rejected-error';

const event: APIGatewayTokenAuthorizerEvent = {
  type: 'TOKEN',
  authorizationToken: 'Bearer the-token',
  methodArn: 'arn:aws:execute-api:eu-west-1:123456789012:a1b2c3/prod/GET/foo',
};

async function run(authorize: Authorize) {
  const lines: object[] = [];
  const handler = createAuthorizerHandler(authorize, (name, fields) =>
    lines.push({ event: name, ...fields }),
  );
  const outcome = await handler(event, { awsRequestId: 'request-1' }).then(
    (result) => ({ result, thrown: undefined }),
    (thrown: unknown) => ({ result: undefined, thrown: thrown as Error }),
  );
  return { ...outcome, lines };
}

test('returns the policy, and logs nothing', async () => {
  const policy = { principalId: 'user', policyDocument: { Version: '2012-10-17', Statement: [] } };

  const { result, lines } = await run(async () => policy);

  expect(result).toBe(policy);
  expect(lines).toEqual([]);
});

test('throws exactly Unauthorized for an invalid token, and logs the reason', async () => {
  const { thrown, lines } = await run(() => Promise.reject(new TokenRejectedError('expired', 'key-1')));

  expect(thrown).toBeInstanceOf(Error);
  expect(thrown?.message).toBe('Unauthorized');
  expect(thrown?.stack).toBe('Error: Unauthorized');
  expect(lines).toEqual([
    { event: 'token_rejected', reason: 'expired', kid: 'key-1', requestId: 'request-1' },
  ]);
});

test('logs the account and the session of a verified token whose session has ended', async () => {
  const session = { sub: 'a-user', sid: 'a-session' };
  const { lines } = await run(() =>
    Promise.reject(new TokenRejectedError('session-ended', 'key-1', session)),
  );
  expect(lines).toEqual([
    { event: 'token_rejected', reason: 'session-ended', kid: 'key-1', ...session, requestId: 'request-1' },
  ]);
});

test('a failed call to AWS is a fault, and the log names the call', async () => {
  const { thrown, lines } = await run(() =>
    Promise.reject(new AwsCallError('dynamodb:GetItem', 'denied', 'AccessDeniedException')),
  );

  expect(thrown?.message).toBe('AuthorizerFault');
  expect(lines).toEqual([
    {
      event: 'authorizer_failed',
      error: { name: 'AwsCallError' },
      operation: 'dynamodb:GetItem',
      kind: 'denied',
      reason: 'AccessDeniedException',
      requestId: 'request-1',
    },
  ]);
});

test.each([
  ['an error', new TypeError('quotes the-token\n    of the caller')],
  ['an error that says Unauthorized', new Error('Unauthorized')],
  ['no error at all', 'the-token'],
  ['nothing', undefined],
])('%s is a fault that reveals the token neither to the gateway nor to the log', async (_, reason) => {
  const { thrown, lines } = await run(() => Promise.reject(reason));

  expect(thrown?.message).toBe('AuthorizerFault');
  expect(lines).toMatchObject([{ event: 'authorizer_failed' }]);
  expect(JSON.stringify([lines, thrown?.stack])).not.toContain('the-token');
});

test('logs where a fault happened', async () => {
  const { lines } = await run(() => Promise.reject(new TypeError('x')));

  expect(lines[0]).toMatchObject({
    error: {
      name: 'TypeError',
      at: expect.arrayContaining([expect.stringContaining('authorizer-handler.test')]),
    },
  });
});
