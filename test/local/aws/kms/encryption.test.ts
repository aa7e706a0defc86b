import {
  DecryptCommand,
  type DecryptCommandInput,
  DescribeKeyCommand,
  EncryptCommand,
  type EncryptCommandInput,
} from '@aws-sdk/client-kms';
import type { Statement } from '../../../../local/iam/policy';
import { keyArn, runAws, type TestAws } from '../run-aws';

const everything: Statement = { Effect: 'Allow', Action: 'kms:*', Resource: '*' };
const plaintext = Buffer.from('twenty bytes of text');
const context = { purpose: 'totp', sub: 'a', factor: 'b' };

let aws: TestAws;
afterEach(() => aws?.close());

async function encrypt(input: Partial<EncryptCommandInput> = {}): Promise<Uint8Array> {
  const command = new EncryptCommand({
    KeyId: 'secret',
    Plaintext: plaintext,
    EncryptionContext: context,
    ...input,
  });
  const { CiphertextBlob } = await aws.kms.send(command);
  return CiphertextBlob ?? Buffer.alloc(0);
}

const decrypt = (CiphertextBlob: Uint8Array, input: Partial<DecryptCommandInput> = {}) =>
  aws.kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext: context, ...input }));

test('decrypts what it encrypted, by the key that the ciphertext names', async () => {
  aws = await runAws([everything]);
  const command = new EncryptCommand({ KeyId: 'secret', Plaintext: plaintext, EncryptionContext: context });
  const encrypted = await aws.kms.send(command);
  expect(encrypted).toMatchObject({ KeyId: keyArn('secret'), EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' });
  const ciphertext = Buffer.from(encrypted.CiphertextBlob ?? []);
  expect(ciphertext.includes(plaintext)).toBe(false);
  const decrypted = await decrypt(ciphertext);
  expect(decrypted).toMatchObject({ KeyId: keyArn('secret'), EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' });
  expect(Buffer.from(decrypted.Plaintext ?? [])).toEqual(plaintext);
});

test('encrypts the same bytes differently each time', async () => {
  aws = await runAws([everything]);
  expect(Buffer.from(await encrypt())).not.toEqual(Buffer.from(await encrypt()));
});

test('the order of the pairs of a context has no meaning', async () => {
  aws = await runAws([everything]);
  const EncryptionContext = { factor: 'b', sub: 'a', purpose: 'totp' };
  expect(await decrypt(await encrypt(), { EncryptionContext })).toHaveProperty('Plaintext');
});

test.each<[string, Record<string, string> | undefined]>([
  ['no context', undefined],
  ['another value', { ...context, sub: 'A' }],
  ['another name', { purpose: 'totp', Sub: 'a', factor: 'b' }],
  ['a further pair', { ...context, more: '' }],
  ['a missing pair', { purpose: 'totp', sub: 'a' }],
  ['pairs with the same characters', { purpose: 'totp', suba: '', factor: 'b' }],
])('a ciphertext is not decrypted with %s', async (_, EncryptionContext) => {
  aws = await runAws([everything]);
  const ciphertext = await encrypt();
  await expect(decrypt(ciphertext, { EncryptionContext })).rejects.toMatchObject({
    name: 'InvalidCiphertextException',
    $metadata: { httpStatusCode: 400 },
  });
});

test('a ciphertext with any changed byte is not decrypted', async () => {
  aws = await runAws([everything]);
  const ciphertext = Buffer.from(await encrypt());
  for (const index of ciphertext.keys()) {
    const changed = Buffer.from(ciphertext);
    changed.writeUInt8((changed.readUInt8(index) + 1) % 256, index);
    // a changed name of the key is another key
    const name = expect.stringMatching(/^(InvalidCiphertext|IncorrectKey)Exception$/);
    await expect(decrypt(changed, { KeyId: 'secret' })).rejects.toMatchObject({ name });
  }
});

test.each<[string, () => Promise<unknown>, string]>([
  [
    'a ciphertext of another key',
    async () => decrypt(await encrypt(), { KeyId: 'other' }),
    'IncorrectKeyException',
  ],
  ['bytes of another origin', () => decrypt(Buffer.from('text')), 'InvalidCiphertextException'],
  ['a key that signs', () => encrypt({ KeyId: 'signing' }), 'InvalidKeyUsageException'],
  [
    'a key that signs, for decryption',
    async () => decrypt(await encrypt(), { KeyId: 'signing' }),
    'InvalidKeyUsageException',
  ],
  [
    'an algorithm of another key',
    () => encrypt({ EncryptionAlgorithm: 'RSAES_OAEP_SHA_256' }),
    'InvalidKeyUsageException',
  ],
  ['no bytes', () => encrypt({ Plaintext: Buffer.alloc(0) }), 'ValidationException'],
  ['too many bytes', () => encrypt({ Plaintext: Buffer.alloc(4097) }), 'ValidationException'],
  [
    'a context whose value is not a text',
    () => encrypt({ EncryptionContext: { a: 1 as unknown as string } }),
    'SerializationException',
  ],
  ['a dry run of Encrypt', () => encrypt({ DryRun: true }), 'DryRunOperationException'],
  [
    'a dry run of Decrypt',
    async () => decrypt(await encrypt(), { DryRun: true }),
    'DryRunOperationException',
  ],
  [
    'a dry run of a Decrypt that would fail',
    async () => decrypt(await encrypt(), { DryRun: true, EncryptionContext: undefined }),
    'InvalidCiphertextException',
  ],
])('refuses %s by KMS’s own error', async (_, call, name) => {
  aws = await runAws([everything]);
  await expect(call()).rejects.toMatchObject({ name });
});

test('a dry run of Decrypt can do without a ciphertext, and still needs the permission', async () => {
  const ask = (input: Partial<DecryptCommandInput>) =>
    aws.kms.send(
      new DecryptCommand({
        KeyId: 'secret',
        EncryptionContext: context,
        DryRun: true,
        DryRunModifiers: ['IGNORE_CIPHERTEXT'],
        ...input,
      }),
    );
  aws = await runAws([everything]);
  await expect(ask({})).rejects.toMatchObject({ name: 'DryRunOperationException' });
  await expect(ask({ DryRun: false })).rejects.toMatchObject({ name: 'ValidationException' });
  await expect(ask({ KeyId: undefined })).rejects.toMatchObject({ name: 'ValidationException' });
  await aws.close();
  aws = await runAws([{ ...everything, Action: 'kms:Encrypt' }]);
  await expect(ask({})).rejects.toMatchObject({ name: 'AccessDeniedException' });
});

const onlyTotp: Statement = {
  ...everything,
  Condition: {
    StringEquals: { 'kms:EncryptionContext:purpose': 'totp' },
    'ForAllValues:StringEquals': { 'kms:EncryptionContextKeys': ['purpose', 'sub', 'factor'] },
  },
};

test.each<[string, Record<string, string> | undefined, boolean]>([
  ['the context itself', context, true],
  ['fewer pairs', { purpose: 'totp' }, true],
  ['another purpose', { ...context, purpose: 'Totp' }, false],
  // the name in `kms:EncryptionContext:` is compared without case, the names in `kms:EncryptionContextKeys` with it
  ['a name in another case', { Purpose: 'totp', sub: 'a', factor: 'b' }, false],
  ['a further pair', { ...context, more: 'c' }, false],
  ['no context', undefined, false],
])('a grant for one purpose and three names judges %s', async (_, EncryptionContext, isAllowed) => {
  aws = await runAws([onlyTotp]);
  const call = encrypt({ EncryptionContext });
  if (isAllowed) expect(await decrypt(await call, { EncryptionContext })).toHaveProperty('Plaintext');
  else await expect(call).rejects.toMatchObject({ name: 'AccessDeniedException' });
});

test('a role that may encrypt cannot decrypt', async () => {
  aws = await runAws([{ ...everything, Action: 'kms:Encrypt' }]);
  const ciphertext = await encrypt();
  await expect(decrypt(ciphertext)).rejects.toMatchObject({ name: 'AccessDeniedException' });
});

test('permission is judged for the key that the ciphertext names', async () => {
  aws = await runAws([{ ...everything, Action: ['kms:Encrypt', 'kms:Decrypt'], Resource: keyArn('secret') }]);
  expect(await decrypt(await encrypt())).toHaveProperty('Plaintext');
  await expect(decrypt(await encrypt(), { KeyId: 'other' })).rejects.toMatchObject({
    name: 'AccessDeniedException',
  });
});

test('describes a symmetric key', async () => {
  aws = await runAws([everything]);
  const { KeyMetadata } = await aws.kms.send(new DescribeKeyCommand({ KeyId: 'secret' }));
  expect(KeyMetadata).toMatchObject({
    KeySpec: 'SYMMETRIC_DEFAULT',
    KeyUsage: 'ENCRYPT_DECRYPT',
    EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
  });
});
