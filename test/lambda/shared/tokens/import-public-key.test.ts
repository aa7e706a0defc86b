/** The keys that are imported, and their use. */
import { generateKeyPairSync } from 'node:crypto';
import { importPublicKey } from '../../../../lambda/shared/tokens/import-public-key';
import { createTestKey, toSpki } from './mint-token';

test('a key is bound to RS256', async () => {
  const spki = toSpki(createTestKey('key-1').publicKey).toString('base64');
  const key = await importPublicKey('key-1', spki);
  expect(key.algorithm).toMatchObject({ name: 'RSASSA-PKCS1-v1_5', hash: { name: 'SHA-256' } });
  expect(key.usages).toEqual(['verify']);
});

test.each([
  ['short', () => toSpki(createTestKey('short', 1024).publicKey)],
  ['for another algorithm', () => toSpki(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey)],
  ['not a key', () => Buffer.from('nothing')],
])('a key that is %s is rejected with its id', async (_, der) => {
  await expect(importPublicKey('key-1', der().toString('base64'))).rejects.toThrow(
    /KMS key key-1 cannot verify RS256/,
  );
});
