import { createCognitoEmailReader } from '../../../../lambda/identity/passwords/cognito-email-reader';
import {
  type Answering,
  hangUp,
  json,
  type StubEndpoint,
  startStubEndpoint,
} from '../../shared/aws/stub-endpoint';

let cognito: StubEndpoint;
afterEach(() => cognito.close());

async function ask(answer: Answering) {
  cognito = await startStubEndpoint(answer);
  return createCognitoEmailReader(new URL(cognito.url))('eyJ.token');
}

const user = (...attributes: readonly unknown[]) =>
  json(200, { Username: 'Ada', UserAttributes: attributes });
const address = { Name: 'email', Value: 'Ada@example.com' };
const said = (Value: unknown) => ({ Name: 'email_verified', Value });

test('reads an address that Cognito has verified', async () => {
  expect(await ask(user({ Name: 'sub', Value: 'x' }, said('true'), address))).toEqual({
    address: 'Ada@example.com',
    isVerified: true,
  });
});

test('asks with the access token alone: no signature and no session token', async () => {
  await ask(user());
  const [request] = cognito.requests;
  expect(request?.headers).toMatchObject({
    'x-amz-target': 'AWSCognitoIdentityProviderService.GetUser',
    'content-type': 'application/x-amz-json-1.1',
  });
  expect(request?.headers).not.toHaveProperty('authorization');
  expect(request?.headers).not.toHaveProperty('x-amz-security-token');
  expect(JSON.parse(request?.body ?? '')).toEqual({ AccessToken: 'eyJ.token' });
});

test.each(['false', 'False', 'TRUE', 'True', '1', 'yes', ' true', '', true, 1, null, undefined, ['true']])(
  'email_verified as %j is not verified: only the text true is',
  async (value) => {
    expect(await ask(user(address, said(value)))).toEqual({ address: 'Ada@example.com', isVerified: false });
  },
);

test.each([
  ['no attributes', []],
  ['attributes without values', [{ Name: 'email' }, null, 'email', 7]],
])('finds no address in %s', async (_what, attributes) => {
  expect(await ask(user(...attributes))).toEqual({ address: undefined, isVerified: false });
});

test.each<[string, Answering, string]>([
  [
    'refuses the token',
    json(400, { __type: 'NotAuthorizedException', message: 'eyJ.token' }),
    'NotAuthorizedException',
  ],
  ['answers without attributes', json(200, {}), 'MalformedAnswer'],
  ['answers with text', (response) => response.end('eyJ.token'), 'MalformedAnswer'],
])('a Cognito that %s is an error that repeats nothing', async (_what, answer, reason) => {
  const attempt = ask(answer);
  await expect(attempt).rejects.toMatchObject({ reason });
  await expect(attempt).rejects.not.toThrow('eyJ.token');
});

test('a broken connection is an error', async () => {
  await expect(ask(hangUp)).rejects.toMatchObject({ code: 'ECONNRESET' });
});
