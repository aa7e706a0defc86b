/** How the accepted public keys are fetched and kept. */
import { generateKeyPairSync } from 'node:crypto';
import { AwsCallError } from '../../../../lambda/shared/aws/aws-call-error';
import { createKeyFetch } from '../../../../lambda/shared/tokens/fetch-verification-key';
import { createVerificationKeys } from '../../../../lambda/shared/tokens/verification-keys';
import { createTestKey, toSpki, toVerificationKey } from './mint-token';

const one = createTestKey('one');

function countingKeys(outcomes: readonly ('ok' | 'fail')[]) {
  const asked: string[] = [];
  const keys = createVerificationKeys(['one', 'two'], (keyId) => {
    const outcome = outcomes[asked.push(keyId) - 1] ?? 'ok';
    return outcome === 'ok'
      ? toVerificationKey(one)
      : Promise.reject(new AwsCallError('kms:GetPublicKey', 'unavailable', 'ETIMEDOUT'));
  });
  return { keys, asked };
}

test('a key is fetched once, also by callers who come at the same time', async () => {
  const { keys, asked } = countingKeys([]);

  const found = await Promise.all([keys.find('one'), keys.find('one')]);
  await keys.find('one');

  expect(found[0]).toBe(found[1]);
  expect(asked).toEqual(['one']);
});

test('a fetch that failed is made again for the next caller', async () => {
  const { keys, asked } = countingKeys(['fail', 'ok']);

  await expect(keys.find('one')).rejects.toBeInstanceOf(AwsCallError);
  await expect(keys.find('one')).resolves.toBeDefined();
  expect(asked).toEqual(['one', 'one']);
});

test.each([
  ['was frozen meanwhile is made again for whoever waits', 5_001, true],
  ['took its time is not', 1_000, false],
])('a failed fetch whose process %s', async (_sentence, millis, again) => {
  let time = 0;
  let fetches = 0;
  const fetchKey = async () => {
    time += millis;
    if (++fetches === 1) throw new Error('out of time');
    return toVerificationKey(one);
  };
  const found = createVerificationKeys(['one'], fetchKey, () => time).find('one');
  if (again) await expect(found).resolves.toBeDefined();
  else await expect(found).rejects.toThrow('out of time');
  expect(fetches).toBe(again ? 2 : 1);
});

test('a key that is not on the list is nothing, and nobody is asked', () => {
  const { keys, asked } = countingKeys([]);

  expect(keys.find('three')).toBeUndefined();
  expect(keys.find('')).toBeUndefined();
  expect(asked).toEqual([]);
});

test('one key that can not be had leaves no set of all', async () => {
  const { keys } = countingKeys(['ok', 'fail']);

  await expect(keys.all()).rejects.toBeInstanceOf(AwsCallError);
  expect([...(await keys.all()).keys()]).toEqual(['one', 'two']);
});

describe('a key from KMS', () => {
  const fetchOf = (der: Buffer) =>
    createKeyFetch({ call: async () => ({ PublicKey: der.toString('base64'), KeyUsage: 'SIGN_VERIFY' }) })(
      'key-1',
    );

  test('is bound to RS256', async () => {
    const key = await fetchOf(toSpki(one.publicKey));

    expect(key.algorithm).toMatchObject({ name: 'RSASSA-PKCS1-v1_5', hash: { name: 'SHA-256' } });
    expect(key.usages).toEqual(['verify']);
  });

  test.each([
    ['short', () => toSpki(createTestKey('short', 1024).publicKey)],
    ['for another algorithm', () => toSpki(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey)],
    ['no key', () => Buffer.from('nothing')],
  ])('that is %s is refused by name', async (_, der) => {
    await expect(fetchOf(der())).rejects.toThrow(/KMS key key-1 can't verify RS256/);
  });
});
