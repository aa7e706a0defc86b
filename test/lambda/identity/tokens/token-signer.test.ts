import { constants, privateEncrypt } from 'node:crypto';
import { jwtVerify } from 'jose';
import { createKmsTokenSigner } from '../../../../lambda/identity/tokens/token-signer';
import { AwsCallError } from '../../../../lambda/shared/aws/aws-call-error';
import { createTestKey } from '../../shared/tokens/mint-token';

const claims = {
  iss: 'https://api.example.com',
  sub: 'sub-1',
  aud: 'latchkey',
  client_id: 'first-party',
  exp: Math.floor(Date.now() / 1000) + 60,
  iat: Math.floor(Date.now() / 1000),
  auth_time: Math.floor(Date.now() / 1000),
  amr: ['pwd'],
  session_start: Math.floor(Date.now() / 1000),
  jti: 'jti-1',
  sid: 'sid-1',
  username: 'Ada ☂',
};

/** The prefix of a SHA-256 digest in PKCS #1 v1.5 (RFC 8017 section 9.2, note 1). */
const SHA256_PREFIX = Buffer.from('3031300d060960864801650304020105000420', 'hex');

const { privateKey, publicKey } = createTestKey('key-1');
const call = jest.fn();
const sign = createKmsTokenSigner({ call }, 'key-1');

beforeEach(() => {
  call.mockReset();
  call.mockImplementation(async (_operation: string, { Message: digest }: { Message: string }) => ({
    Signature: privateEncrypt(
      { key: privateKey, padding: constants.RSA_PKCS1_PADDING },
      Buffer.concat([SHA256_PREFIX, Buffer.from(digest, 'base64')]),
    ).toString('base64'),
  }));
});

test('creates a JWT that any RS256 verifier accepts', async () => {
  const { payload, protectedHeader } = await jwtVerify(await sign(claims), publicKey, {
    algorithms: ['RS256'],
    typ: 'at+jwt',
  });
  expect(payload).toEqual(claims);
  expect(protectedHeader).toEqual({ alg: 'RS256', typ: 'at+jwt', kid: 'key-1' });
});

test('sends KMS a digest, never the claims', async () => {
  await sign(claims);
  const [operation, input] = call.mock.calls[0] ?? [];
  expect(operation).toBe('Sign');
  expect(input).toMatchObject({
    KeyId: 'key-1',
    MessageType: 'DIGEST',
    SigningAlgorithm: 'RSASSA_PKCS1_V1_5_SHA_256',
  });
  expect(Buffer.from(input?.Message, 'base64')).toHaveLength(32);
});

test.each(['throttled', 'unavailable'] as const)(
  'a call that is %s means that a dependency is unavailable',
  async (kind) => {
    call.mockRejectedValue(new AwsCallError('kms:Sign', kind, 'x'));
    await expect(sign(claims)).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
  },
);

test('a response without a signature is an internal error', async () => {
  call.mockResolvedValue({});
  await expect(sign(claims)).rejects.toMatchObject({ code: 'INTERNAL' });
});
