import { canEncrypt, findTotpSecrets } from '../../../local/authenticator/find-totp-secrets';
import { openKeyStore } from '../../../local/aws/kms/key-store';
import { NOW, seal, sealedItem, sourcesOf, userItem } from './sealed-secrets';

const later = { N: String(NOW / 1_000 + 600) };

test('finds the secrets that the local KMS has encrypted for authenticator apps, the newest first', async () => {
  const items = [
    userItem('sub-1', 'ada'),
    await sealedItem({}, { name: { S: 'Phone' }, createdAt: { N: '1' } }),
    await sealedItem({ factor: 'factor-2' }, { expiresAt: later, createdAt: { N: '2' } }),
  ];
  expect(await findTotpSecrets(sourcesOf(items))).toEqual([
    {
      id: 'factor-2',
      username: 'ada',
      name: '',
      secret: Buffer.from('12345678901234567890'),
      isPending: true,
    },
    {
      ...{ id: 'factor-1', username: 'ada', name: 'Phone', isPending: false },
      secret: Buffer.from('12345678901234567890'),
    },
  ]);
});

test.each<[string, Promise<object>]>([
  [
    'other texts',
    Promise.resolve({ pk: { S: 'x' }, text: { S: 'AQAAAA' }, bytes: { B: 'AQ==' }, number: { N: '1' } }),
  ],
  ['a ciphertext for another purpose', sealedItem({ purpose: 'mail' })],
  ['an item that has expired', sealedItem({}, { expiresAt: { N: String(NOW / 1_000) } })],
  [
    'a ciphertext that was changed',
    seal().then((text) => ({ pk: { S: 'x' }, sealed: { S: `${text.slice(0, -8)}AAAAAAA=` } })),
  ],
])('leaves out %s', async (_, item) => {
  expect(await findTotpSecrets(sourcesOf([await item]))).toEqual([]);
});

test('a secret whose user no item names has the subject, and one without an id has a digest', async () => {
  const { app, store, ...rest } = sourcesOf([userItem('sub-2', 'eve'), await sealedItem({ factor: '' })]);
  const [secret] = await findTotpSecrets({ app, store, ...rest });
  expect(secret).toMatchObject({ id: expect.stringMatching(/^[0-9a-f]{16}$/), username: 'sub-1' });
});

test('secrets of keys that another run has created are left out', async () => {
  const sources = sourcesOf([await sealedItem()]);
  expect(await findTotpSecrets({ ...sources, keys: openKeyStore(undefined) })).toEqual([]);
});

test('reads no table of an app that does not encrypt', async () => {
  const { app, ...rest } = sourcesOf([await sealedItem()], 'kms:Sign');
  const perform = jest.fn();
  expect(await findTotpSecrets({ app, ...rest, store: { perform } })).toEqual([]);
  expect(perform).not.toHaveBeenCalled();
  expect(canEncrypt(app)).toBe(false);
});
