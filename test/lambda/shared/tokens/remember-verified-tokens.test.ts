import type { AccessTokenClaims } from '../../../../lambda/shared/tokens/access-token-claims';
import { rememberVerifiedTokens } from '../../../../lambda/shared/tokens/remember-verified-tokens';
import { TokenRejectedError } from '../../../../lambda/shared/tokens/token-rejected-error';

const claims = { sub: 'sub-1', exp: 1_000 } as AccessTokenClaims;

function setUp(capacity?: number) {
  const clock = { millis: 0 };
  const accepted = new Set(['key-1']);
  const verify = jest.fn(async (token: string) => {
    if (token.startsWith('bad')) throw new TokenRejectedError('bad-signature', 'key-1');
    return { claims, kid: 'key-1' };
  });
  const remembering = rememberVerifiedTokens(verify, {
    keys: { accepts: (kid) => accepted.has(kid) },
    now: () => clock.millis,
    ...(capacity !== undefined && { capacity }),
  });
  return { clock, accepted, verify, remembering };
}

test('verifies a token once', async () => {
  const { verify, remembering } = setUp();
  const first = await remembering('a');
  expect(await remembering('a')).toBe(first);
  expect(verify).toHaveBeenCalledTimes(1);
});

test('verifies a token that differs in its last character separately', async () => {
  const { verify, remembering } = setUp();
  await remembering('token-a');
  await remembering('token-b');
  expect(verify.mock.calls).toEqual([['token-a'], ['token-b']]);
});

test('rejects a cached token from the second of its expiry', async () => {
  const { clock, remembering } = setUp();
  await remembering('a');
  clock.millis = 999_999;
  await expect(remembering('a')).resolves.toMatchObject({ kid: 'key-1' });
  clock.millis = 1_000_000;
  await expect(remembering('a')).rejects.toMatchObject({ reason: 'expired', kid: 'key-1' });
});

test('verifies again when the key is no longer accepted', async () => {
  const { accepted, verify, remembering } = setUp();
  await remembering('a');
  accepted.clear();
  await remembering('a');
  expect(verify).toHaveBeenCalledTimes(2);
});

test('does not cache rejected tokens', async () => {
  const { verify, remembering } = setUp();
  for (let n = 0; n < 2; n++) {
    await expect(remembering('bad')).rejects.toMatchObject({ reason: 'bad-signature' });
  }
  expect(verify).toHaveBeenCalledTimes(2);
});

test('drops the token that was verified first when there are too many', async () => {
  const { verify, remembering } = setUp(2);
  for (const token of ['a', 'b', 'c', 'b', 'c', 'a']) await remembering(token);
  expect(verify.mock.calls.flat()).toEqual(['a', 'b', 'c', 'a']);
});

test('caches up to its capacity, and keeps the latest', async () => {
  const { verify, remembering } = setUp(5);
  const use = async (tokens: string) => {
    for (const token of tokens) await remembering(token);
  };
  await use('abcdeabcde');
  expect(verify).toHaveBeenCalledTimes(5);
  // Each of seven replaces the one that is used next.
  await use('fghijklfghijkl');
  expect(verify).toHaveBeenCalledTimes(5 + 7 + 7);
  await use('hijkl');
  expect(verify).toHaveBeenCalledTimes(5 + 7 + 7);
});
