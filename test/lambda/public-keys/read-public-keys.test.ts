/** How the keys of a deployment are read: with retries, but not forever. */
import { readPublicKeys } from '../../../lambda/public-keys/read-public-keys';
import { AwsCallError, type AwsCallErrorKind } from '../../../lambda/shared/aws/aws-call-error';
import { createTestKey, toSpki } from '../shared/tokens/mint-token';

const spki = (keyId: string, bits?: number) =>
  toSpki(createTestKey(keyId, bits).publicKey).toString('base64');
const keys: Record<string, string> = { a: spki('a', 3072), b: spki('b'), short: spki('short', 1024) };

/** A KMS that refuses this number of calls, and a clock that only sleeping moves. */
function setUp(refusals = 0, kind: AwsCallErrorKind = 'denied') {
  let time = 0;
  const asked: string[] = [];
  const provide = readPublicKeys({
    kms: {
      call: async (_operation, input) => {
        const { KeyId: keyId } = input as { KeyId: string };
        asked.push(keyId);
        if (asked.length <= refusals)
          throw new AwsCallError('kms:GetPublicKey', kind, 'AccessDeniedException');
        return { PublicKey: keys[keyId], KeyUsage: 'SIGN_VERIFY' };
      },
    },
    now: () => time,
    sleep: async (milliseconds) => {
      time += milliseconds;
    },
  });
  return { provide, asked, time: () => time };
}

test('the attribute holds each key by its id', async () => {
  const { PublicKeys } = await setUp().provide({ KeyIds: ['a', 'b'] });
  expect(JSON.parse(PublicKeys ?? '')).toEqual({ a: keys.a, b: keys.b });
});

test('three keys of 3072 bits fit into an answer of CloudFormation', async () => {
  const ids = ['1', '2', '3'].map((digit) => digit.repeat(36));
  for (const id of ids) keys[id] = keys.a ?? '';
  const { PublicKeys = '' } = await setUp().provide({ KeyIds: ids });
  expect(JSON.stringify({ PublicKeys }).length).toBeLessThan(2_000);
});

test.each(['denied', 'throttled', 'unavailable'] as const)(
  '%s calls are made again for a minute',
  async (kind) => {
    const passing = setUp(30, kind);
    await expect(passing.provide({ KeyIds: ['a'] })).resolves.toBeDefined();
    expect(passing.time()).toBe(60_000);

    const lasting = setUp(Number.POSITIVE_INFINITY, kind);
    await expect(lasting.provide({ KeyIds: ['a'] })).rejects.toMatchObject({ kind });
    expect(lasting.time()).toBe(60_000);
  },
);

test('a key that does not exist fails at once', async () => {
  const { provide, asked } = setUp(1, 'not-found');
  await expect(provide({ KeyIds: ['a'] })).rejects.toMatchObject({ kind: 'not-found' });
  expect(asked).toEqual(['a']);
});

test('a key that cannot verify RS256 fails the deployment', async () => {
  await expect(setUp().provide({ KeyIds: ['a', 'short'] })).rejects.toThrow(
    'KMS key short cannot verify RS256',
  );
});

test.each([{}, { KeyIds: 'a' }, { KeyIds: [1] }])('refuses the properties %j', async (properties) => {
  await expect(setUp().provide(properties)).rejects.toThrow('KeyIds must be a list of key ids');
});
