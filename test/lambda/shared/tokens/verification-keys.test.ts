/** How the accepted public keys are read from the environment. */
import { createVerificationKeys } from '../../../../lambda/shared/tokens/verification-keys';
import { createTestKey, toKeySource } from './mint-token';

const [one, two] = [createTestKey('one'), createTestKey('two')];

test('a key is found by its id, and is imported once', async () => {
  const keys = createVerificationKeys(toKeySource(one, two));
  const found = await Promise.all([keys.find('one'), keys.find('one'), keys.find('two')]);
  expect(found[0]).toBe(found[1]);
  expect(found[2]).not.toBe(found[0]);
  expect([...(await keys.all()).values()]).toEqual([found[0], found[2]]);
});

test('the order of all keys is that of the list', async () => {
  const { publicKeys } = toKeySource(one, two);
  const keys = createVerificationKeys({ verificationKeys: ['two', 'one'], publicKeys });
  expect([...(await keys.all()).keys()]).toEqual(['two', 'one']);
});

test('a key that is not on the list is not found, even if its public key is given', () => {
  const { publicKeys } = toKeySource(one, two);
  const keys = createVerificationKeys({ verificationKeys: ['one'], publicKeys });
  for (const kid of ['two', 'three', '', '__proto__', 'toString']) {
    expect(keys.find(kid)).toBeUndefined();
    expect(keys.accepts(kid)).toBe(false);
  }
});

test.each([
  ['lacks a key', JSON.stringify({ two: 'MIIB' }), 'The KMS key one has no public key'],
  ['has a value that is not a string', JSON.stringify({ one: 1 }), 'The KMS key one has no public key'],
  ['is not JSON', 'Keys-1.PublicKeys', 'The public keys are not a JSON object'],
  ['is not an object', 'null', 'The public keys are not a JSON object'],
])('a function whose environment %s does not start', (_, publicKeys, message) => {
  const create = () => createVerificationKeys({ verificationKeys: ['one'], publicKeys });
  expect(create).toThrow(message);
  expect(create).not.toThrow('Keys-1');
});

test('a key that cannot verify rejects the whole set, but the others are found', async () => {
  const keys = createVerificationKeys(toKeySource(one, createTestKey('short', 1024)));
  await expect(keys.find('short')).rejects.toThrow('KMS key short cannot verify RS256');
  await expect(keys.all()).rejects.toThrow('KMS key short cannot verify RS256');
  await expect(keys.find('one')).resolves.toBeDefined();
});
