import fc from 'fast-check';
import { checkTokenShape } from '../../../../lambda/shared/tokens/access-token-shape';
import { TokenRejectedError } from '../../../../lambda/shared/tokens/token-rejected-error';

function isAccepted(token: string): boolean {
  try {
    checkTokenShape(token);
    return true;
  } catch (error) {
    if (error instanceof TokenRejectedError) return false;
    throw error;
  }
}

/** Whether a text is the canonical encoding of its bytes. */
const isCanonical = (part: string) =>
  part !== '' && Buffer.from(part, 'base64url').toString('base64url') === part;

test('three parts pass exactly when each has the one spelling of its bytes', () => {
  const part = fc.oneof(
    fc.stringMatching(/^[\w-]{0,9}$/),
    fc.uint8Array({ maxLength: 9 }).map((bytes) => Buffer.from(bytes).toString('base64url')),
  );
  fc.assert(
    fc.property(fc.tuple(part, part, part), (parts) => {
      expect(isAccepted(parts.join('.'))).toBe(parts.every(isCanonical));
    }),
    { numRuns: process.env.SOAK === '1' ? 20_000 : 500 },
  );
});

test.each(['', 'AA', 'AA.AA', 'AA.AA.AA.AA', 'AA.AA.AA=', 'AA.AA.AA\n', 'AA.A+.AA', 'AA..AA'])(
  '%j is not a compact JWS',
  (token) => {
    expect(isAccepted(token)).toBe(false);
  },
);

test('a token of more than 8,192 characters is not read', () => {
  expect(() => checkTokenShape(`AA.AA.${'A'.repeat(8_192)}`)).toThrow('too-large');
});
