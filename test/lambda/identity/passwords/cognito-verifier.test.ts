import { createCognitoPasswords } from '../../../../lambda/identity/passwords/cognito-verifier';
import { createAwsClient } from '../../../../lambda/shared/aws/aws-client';
import {
  type Answering,
  hangUp,
  json,
  type StubEndpoint,
  silent,
  startStubEndpoint,
} from '../../shared/aws/stub-endpoint';

const PASSWORD = 'correct horse battery';
const CREDENTIALS = { username: 'Ada', requestId: 'request-1' };
const tokens = { AuthenticationResult: { AccessToken: 'eyJ', RefreshToken: 'eyJ' }, ChallengeParameters: {} };
const refusal = (type: string) => json(400, { __type: type, message: `${PASSWORD} is wrong` });

let cognito: StubEndpoint;
let logged: object[];
const started: StubEndpoint[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((endpoint) => endpoint.close()));
});

/** Verifies a password with a Cognito that sends these responses. */
async function ask(...answers: readonly Answering[]): Promise<boolean> {
  return askAbout(PASSWORD, ...answers);
}

async function askAbout(password: string, ...answers: readonly Answering[]): Promise<boolean> {
  cognito = await startStubEndpoint(...answers);
  started.push(cognito);
  logged = [];
  // a busy machine may answer late: only a stub that never answers is given up
  const millis = answers.includes(silent) ? 200 : 60_000;
  const limits = { budgetMs: millis, attemptMs: millis, attempts: 2 };
  const verify = createCognitoPasswords({
    cognito: createAwsClient(cognito.settings('cognito-idp'), limits),
    userPoolId: 'eu-west-1_Pool',
    clientId: 'client-1',
    log: (event, fields) => logged.push({ event, ...fields }),
  });
  return verify({ ...CREDENTIALS, password });
}

test('a password is correct when Cognito signs its user in, and the tokens are discarded', async () => {
  expect(await ask(json(200, tokens))).toBe(true);
  expect(logged).toEqual([]);
});

test('asks Cognito in a signed call, with the password as typed', async () => {
  await ask(json(200, tokens));
  const [request] = cognito.requests;
  expect(request?.headers).toMatchObject({
    'x-amz-target': 'AWSCognitoIdentityProviderService.AdminInitiateAuth',
    'content-type': 'application/x-amz-json-1.1',
    authorization: expect.stringMatching(
      /Credential=AKIDEXAMPLE\/\d{8}\/eu-west-1\/cognito-idp\/aws4_request/,
    ),
  });
  expect(JSON.parse(request?.body ?? '')).toEqual({
    UserPoolId: 'eu-west-1_Pool',
    ClientId: 'client-1',
    AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: 'Ada', PASSWORD },
  });
});

test('a wrong password is not logged', async () => {
  expect(await ask(refusal('NotAuthorizedException'))).toBe(false);
  expect(logged).toEqual([]);
  expect(cognito.requests).toHaveLength(1);
});

test.each([
  'UserNotFoundException',
  'UserNotConfirmedException',
  'PasswordResetRequiredException',
  'UserLambdaValidationException',
])('%s rejects the sign-in, and is logged for an operator', async (reason) => {
  expect(await ask(refusal(reason))).toBe(false);
  expect(logged).toEqual([{ event: 'migration_refused', reason, requestId: 'request-1' }]);
});

test.each(['SOFTWARE_TOKEN_MFA', 'SMS_MFA', 'NEW_PASSWORD_REQUIRED'])(
  'a user with the challenge %s is not signed in by the password alone',
  async (reason) => {
    expect(
      await ask(json(200, { ChallengeName: reason, Session: 'a-secret', ChallengeParameters: {} })),
    ).toBe(false);
    expect(logged).toEqual([{ event: 'migration_refused', reason, requestId: 'request-1' }]);
  },
);

test('a response without a result rejects the sign-in', async () => {
  expect(await ask(json(200, { AuthenticationResult: null }))).toBe(false);
  expect(logged).toMatchObject([{ reason: 'no result' }]);
});

test.each([
  ['is silent', silent],
  ['hangs up', hangUp],
  ['fails', json(500, { __type: 'InternalErrorException' })],
  ['throttles', json(400, { __type: 'TooManyRequestsException' })],
])('a Cognito that %s is an unavailable dependency', async (_what, answer) => {
  await expect(ask(answer)).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
});

test('replaces a broken connection once', async () => {
  expect(await ask(hangUp, json(200, tokens))).toBe(true);
});

test.each([
  ['one character', 'a'],
  ['a trailing space', `${PASSWORD} `],
  ['two lines', 'correct\nhorse'],
  ['257 characters', 'a'.repeat(257)],
])('does not ask Cognito about a password that it does not allow: %s', async (_what, password) => {
  expect(await askAbout(password, json(200, tokens))).toBe(false);
  expect(cognito.requests).toEqual([]);
  expect(await askAbout('a'.repeat(256), json(200, tokens))).toBe(true);
});

test.each([
  'ResourceNotFoundException',
  'AccessDeniedException',
  'InvalidParameterException',
  'UnexpectedLambdaException',
  'InvalidUserPoolConfigurationException',
])('%s is an internal error, and repeats no password', async (type) => {
  const attempt = ask(refusal(type));
  await expect(attempt).rejects.toThrow(`cognito-idp:AdminInitiateAuth failed: ${type}`);
  await expect(attempt).rejects.not.toThrow(PASSWORD);
});
