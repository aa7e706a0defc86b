import { createFactorCipher } from '../../../../lambda/identity/factors/factor-cipher';
import { AwsCallError } from '../../../../lambda/shared/aws/aws-call-error';

const factor = { sub: 'sub-1', id: 'factor-1' };
const EncryptionContext = { purpose: 'totp', sub: 'sub-1', factor: 'factor-1' };

function createKms(answer: Readonly<Record<string, unknown>> | Error) {
  const calls: unknown[] = [];
  return {
    calls,
    call: async (...call: readonly unknown[]) => {
      calls.push(call);
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
}

test('encrypts a secret under the key, for its factor', async () => {
  const kms = createKms({ CiphertextBlob: 'b3BhcXVl' });
  const secret = Buffer.from('a secret');
  expect(await createFactorCipher(kms, 'key-1').encrypt({ ...factor, secret })).toBe('b3BhcXVl');
  const Plaintext = secret.toString('base64');
  expect(kms.calls).toEqual([['Encrypt', { KeyId: 'key-1', Plaintext, EncryptionContext }]]);
});

test('decrypts a secret with the same key, for the same factor', async () => {
  const kms = createKms({ Plaintext: Buffer.from('a secret').toString('base64') });
  const secret = await createFactorCipher(kms, 'key-1').decrypt({ ...factor, ciphertext: 'b3BhcXVl' });
  expect(Buffer.from(secret).toString()).toBe('a secret');
  expect(kms.calls).toEqual([['Decrypt', { KeyId: 'key-1', CiphertextBlob: 'b3BhcXVl', EncryptionContext }]]);
});

test.each([
  ['does not answer', new AwsCallError('kms:Decrypt', 'unavailable', 'ETIMEDOUT'), 'DEPENDENCY_UNAVAILABLE'],
  ['answers without a result', {}, 'INTERNAL'],
])('fails when KMS %s', async (_what, answer, code) => {
  const cipher = createFactorCipher(createKms(answer), 'key-1');
  await expect(cipher.decrypt({ ...factor, ciphertext: 'b3BhcXVl' })).rejects.toMatchObject({ code });
  await expect(cipher.encrypt({ ...factor, secret: Buffer.from('a') })).rejects.toMatchObject({ code });
});
