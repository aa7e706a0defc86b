import { createAddressSeal } from '../../../../../lambda/identity/email/notices/address-seal';
import { AwsCallError } from '../../../../../lambda/shared/aws/aws-call-error';
import type { AwsClient } from '../../../../../lambda/shared/aws/aws-client';
import { fakeKms } from '../../../fakes/memory-mail';

const recipient = { to: 'Ada@example.com', username: 'ada' };
const context = { notice: 'account-deleted', sub: 'sub-1' } as const;
const { seal, open } = createAddressSeal(fakeKms, 'a key');

test('opens what it sealed', async () => {
  expect(await open(await seal(recipient, context), context)).toEqual(recipient);
});

test('the sealed text shows nothing, and differs each time', async () => {
  const texts = await Promise.all([seal(recipient, context), seal(recipient, context)]);
  expect(texts[0]).not.toBe(texts[1]);
  for (const text of texts) {
    expect(text).toMatch(/^[\w-]+$/);
    expect(Buffer.from(text, 'base64url').toString('latin1')).not.toMatch(/ada|example/i);
  }
});

test('does not open for another account or another notice', async () => {
  const sealed = await seal(recipient, context);
  expect(await open(sealed, { ...context, sub: 'sub-2' })).toBeUndefined();
  expect(await open(sealed, { ...context, notice: 'email-changed' })).toBeUndefined();
});

test('does not open what was changed or cut anywhere, nor what is not sealed', async () => {
  const bytes = Buffer.from(await seal(recipient, context), 'base64url');
  for (let place = 0; place < bytes.length; place++) {
    const changed = Buffer.from(bytes);
    changed.writeUInt8(changed.readUInt8(place) ^ 1, place);
    expect(await open(changed.toString('base64url'), context)).toBeUndefined();
    expect(await open(bytes.subarray(0, place).toString('base64url'), context)).toBeUndefined();
  }
  expect(await open('ada@example.com', context)).toBeUndefined();
});

test('asks KMS once, under the key of codes, for a message that no code has', async () => {
  const inputs: unknown[] = [];
  const kms: AwsClient = {
    call: (operation, input) => {
      inputs.push({ operation, ...(input as object) });
      return fakeKms.call(operation, input);
    },
  };
  await createAddressSeal(kms, 'mail-key').seal(recipient, context);
  expect(inputs).toEqual([
    {
      operation: 'GenerateMac',
      KeyId: 'mail-key',
      MacAlgorithm: 'HMAC_SHA_256',
      Message: expect.any(String),
    },
  ]);
  const [{ Message: message }] = inputs as [{ Message: string }];
  expect(Buffer.from(message, 'base64').toString()).toMatch(
    /^latchkey\/notice-address\/v1\naccount-deleted\nsub-1\n[\w-]{16}$/,
  );
});

test.each([
  [
    'KMS does not answer',
    'DEPENDENCY_UNAVAILABLE',
    () => Promise.reject(new AwsCallError('kms:GenerateMac', 'unavailable', 'X')),
  ],
  ['the MAC is short', 'INTERNAL', async () => ({ Mac: 'AAAA' })],
  ['there is no MAC', 'INTERNAL', async () => ({})],
])('fails when %s', async (_, code, call) => {
  const broken = createAddressSeal({ call }, 'a key');
  await expect(broken.seal(recipient, context)).rejects.toMatchObject({ code });
});
