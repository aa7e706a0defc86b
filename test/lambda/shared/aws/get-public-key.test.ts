/** The request to KMS for a public key, and the use of its response. */
import type { AwsClient } from '../../../../lambda/shared/aws/aws-client';
import { getPublicKey } from '../../../../lambda/shared/aws/get-public-key';

function answering(output: Record<string, unknown>) {
  const calls: unknown[][] = [];
  const client: AwsClient = {
    call: async (...call) => {
      calls.push(call);
      return output;
    },
  };
  return { client, calls };
}

test('returns a public key as DER', async () => {
  const { client, calls } = answering({ PublicKey: 'AQID', KeyUsage: 'SIGN_VERIFY' });

  expect(await getPublicKey(client, 'key-1')).toEqual(Buffer.from([1, 2, 3]));
  expect(calls).toEqual([['GetPublicKey', { KeyId: 'key-1' }]]);
});

test.each([{ KeyUsage: 'SIGN_VERIFY' }, { PublicKey: 'AQID', KeyUsage: 'ENCRYPT_DECRYPT' }])(
  'rejects %j as a public key and names it',
  async (output) => {
    await expect(getPublicKey(answering(output).client, 'key-1')).rejects.toThrow(/KMS key key-1/);
  },
);
