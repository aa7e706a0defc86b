/** The published keys. */
import { importJWK, jwtVerify } from 'jose';
import { getKeySet } from '../../../lambda/discovery/get-key-set';
import { createVerificationKeys } from '../../../lambda/shared/tokens/verification-keys';
import { createTestKey, issuedAt, mintToken, soundClaims, toKeySource } from '../shared/tokens/mint-token';

const [first, second] = [createTestKey('first', 3072), createTestKey('second')];
const keys = createVerificationKeys(toKeySource(first, second));

test('publishes every listed key, in the order of the list, with only its public members', async () => {
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

test('rejects when one key cannot verify', async () => {
  const short = createTestKey('short', 1024);
  const incomplete = createVerificationKeys(toKeySource(first, short));
  await expect(getKeySet({ keys: incomplete })()).rejects.toThrow('KMS key short cannot verify RS256');
});
