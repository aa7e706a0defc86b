import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { createMailCodes, isSameCode, readCode } from '../../../../lambda/identity/email/mail-code';
import { AwsCallError } from '../../../../lambda/shared/aws/aws-call-error';

const challenge = '5479eb92-6c1d-4f0e-9a53-1b0f6d2c8e47';
const source = { purpose: 'verify-email', challenge, generation: 1 } as const;
const numRuns = process.env.SOAK === '1' ? 100_000 : 300;

/** A KMS that computes the MAC of the message with a key of the test. */
function createKms() {
  const calls: unknown[] = [];
  return {
    calls,
    call: async (operation: string, input: unknown) => {
      calls.push([operation, input]);
      const { Message: message } = input as { readonly Message: string };
      const mac = createHmac('sha256', 'a key').update(Buffer.from(message, 'base64')).digest('base64');
      return { Mac: mac };
    },
  };
}

test('a code is the first 40 bits of a MAC over purpose, challenge and generation, in one call', async () => {
  const kms = createKms();
  const { code } = await createMailCodes(kms, 'key-1').derive(source);
  const message = `latchkey/mail-code/v1\nverify-email\n${challenge}\n1`;
  expect(kms.calls).toEqual([
    [
      'GenerateMac',
      {
        KeyId: 'key-1',
        MacAlgorithm: 'HMAC_SHA_256',
        Message: Buffer.from(message).toString('base64'),
      },
    ],
  ]);
  const bits = BigInt(`0x${createHmac('sha256', 'a key').update(message).digest('hex').slice(0, 10)}`);
  const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
  // JavaScript's base 32 has the same values under other letters
  const plain = bits.toString(32).padStart(8, '0');
  const expected = [...plain].map((symbol) => alphabet[Number.parseInt(symbol, 32)]).join('');
  expect(code).toBe(`${expected.slice(0, 4)}-${expected.slice(4)}`.toUpperCase());
});

test('another challenge and another generation have another code, and the same ones the same', async () => {
  const codes = createMailCodes(createKms(), 'key-1');
  const derived = await Promise.all(
    [source, source, { ...source, generation: 2 }, { ...source, challenge: 'another' }].map(codes.derive),
  );
  expect(derived[0]).toEqual(derived[1]);
  for (const form of ['code', 'linkSecret'] as const) {
    expect(new Set(derived.map((secrets) => secrets[form])).size).toBe(3);
  }
});

test('a secret of a link is the last 128 bits of the same MAC, which the code does not reveal', async () => {
  const mac = Buffer.from(Array.from({ length: 32 }, (_, index) => index));
  const kms = { call: async () => ({ Mac: mac.toString('base64') }) };
  const { linkSecret } = await createMailCodes(kms, 'key-1').derive(source);
  expect(Buffer.from(linkSecret, 'base64url')).toEqual(mac.subarray(16));
});

test.each<[number, string]>([
  [0x00, '0000-0000'],
  [0xff, 'ZZZZ-ZZZZ'],
])('bytes of 0x%x give %s', async (byte, code) => {
  const kms = { call: async () => ({ Mac: Buffer.alloc(32, byte).toString('base64') }) };
  expect(await createMailCodes(kms, 'key-1').derive(source)).toMatchObject({ code });
});

test('a KMS that throttles is unavailable, and one that answers without a MAC is an internal error', async () => {
  const throttled = new AwsCallError('kms:GenerateMac', 'throttled', 'ThrottlingException');
  const failing = createMailCodes({ call: () => Promise.reject(throttled) }, 'key-1');
  await expect(failing.derive(source)).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
  for (const answer of [{}, { Mac: '' }, { Mac: 'AAAA' }, { Mac: 'AAAAAAAAAAAAAAAAAAAAAA==' }]) {
    const empty = createMailCodes({ call: async () => answer }, 'key-1');
    await expect(empty.derive(source)).rejects.toMatchObject({ code: 'INTERNAL' });
  }
});

test.each([
  'ABCD-0123',
  'abcd0123',
  ' a b c d - 0 1 2 3 ',
  'abcd-o123',
  'ABCD-Oi23',
  'abcdol23',
  '--ABCD--0123--',
])('reads %j', (text) => {
  expect(readCode(text)).toBe('ABCD-0123');
});

test.each(['', 'ABCD-012', 'ABCD-01234', 'ABCU-0123', 'ABCD_0123', 'ABCD-012é', 'ÀBCD-0123', 'ABCD-012\0'])(
  'does not read %j',
  (text) => {
    expect(readCode(text)).toBeUndefined();
  },
);

test('every derived code is read back in any case, and with blanks anywhere', async () => {
  const codes = createMailCodes(createKms(), 'key-1');
  await fc.assert(
    fc.asyncProperty(fc.uuid(), async (id) => {
      const { code } = await codes.derive({ ...source, challenge: id });
      expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
      expect(readCode(code)).toBe(code);
      expect(readCode([...code.toLowerCase().replace('-', '')].join(' '))).toBe(code);
    }),
    { numRuns },
  );
});

test('compares whole codes', () => {
  expect(isSameCode('ABCD-0123', 'ABCD-0123')).toBe(true);
  expect(isSameCode('ABCD-0123', 'ABCD-0124')).toBe(false);
  expect(isSameCode('ABCD-0123', 'ABCD-012')).toBe(false);
  expect(isSameCode('', '')).toBe(true);
});
