/** The published keys. */
import { importJWK, jwtVerify } from 'jose';
import { getKeySet } from '../../../lambda/discovery/get-key-set';
import { AwsCallError, type AwsCallErrorKind } from '../../../lambda/shared/aws/aws-call-error';
import { DependencyUnavailableError } from '../../../lambda/shared/errors';
import { createVerificationKeys } from '../../../lambda/shared/tokens/verification-keys';
import {
  createTestKey,
  issuedAt,
  mintToken,
  soundClaims,
  toVerificationKey,
} from '../shared/tokens/mint-token';

const [first, second] = [createTestKey('first', 3072), createTestKey('second')];
const keysById = { first, second };

function failingWith(kind: AwsCallErrorKind) {
  return createVerificationKeys(['first'], () =>
    Promise.reject(new AwsCallError('kms:GetPublicKey', kind, 'x')),
  );
}

const keys = createVerificationKeys(['first', 'second'], (keyId) =>
  toVerificationKey(keysById[keyId as keyof typeof keysById]),
);

test('every listed key is published, in the order of the list, with its public members alone', async () => {
  const published = await getKeySet({ keys })();

  expect(published).toEqual({
    keys: [first, second].map((key) => ({
      ...key.publicKey.export({ format: 'jwk' }),
      alg: 'RS256',
      use: 'sig',
      kid: key.kid,
    })),
  });
});

test('a published key verifies a token', async () => {
  const [jwk] = (await getKeySet({ keys })()).keys;

  const { payload } = await jwtVerify(mintToken(first), await importJWK({ ...jwk }), {
    currentDate: new Date(issuedAt * 1000),
  });

  expect(payload.sub).toBe(soundClaims.sub);
});

test.each(['throttled', 'unavailable'] as const)(
  'KMS that is %s is a dependency that is unavailable',
  async (kind) => {
    await expect(getKeySet({ keys: failingWith(kind) })()).rejects.toBeInstanceOf(DependencyUnavailableError);
  },
);

test.each(['denied', 'not-found'] as const)('a key that is %s is a fault of ours', async (kind) => {
  await expect(getKeySet({ keys: failingWith(kind) })()).rejects.toBeInstanceOf(AwsCallError);
});
