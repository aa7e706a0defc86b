import argon2 from 'argon2';
import { createPasswordHasher } from '../../../lambda/auth/password-hasher';

const cheap = { memoryKib: 64, iterations: 1, parallelism: 1 };

test('hashes to a PHC string of argon2id with the given parameters and a salt of its own', async () => {
  const { hash } = createPasswordHasher(cheap);
  const [first, second] = [await hash('a password'), await hash('a password')];
  expect(first).toMatch(/^\$argon2id\$v=19\$m=64,p=1,t=1\$[\w+/]{22}\$[\w+/]{43}$/);
  expect(first).not.toBe(second);
});

test('verifies the right password and no other', async () => {
  const { hash, verify } = createPasswordHasher(cheap);
  const stored = await hash('a password');
  expect(await verify(stored, 'a password')).toBe(true);
  expect(await verify(stored, 'a Password')).toBe(false);
});

test('verifies a password in another Unicode form', async () => {
  const { hash, verify } = createPasswordHasher(cheap);
  expect(await verify(await hash('caf\u00E9'), 'cafe\u0301')).toBe(true);
});

test.each([
  ['memory', { ...cheap, memoryKib: 128 }],
  ['iterations', { ...cheap, iterations: 2 }],
  ['parallelism', { ...cheap, memoryKib: 64, parallelism: 2 }],
])('a hash with other %s is outdated and still verifies', async (_what, other) => {
  const stored = await createPasswordHasher(other).hash('a password');
  const hasher = createPasswordHasher(cheap);
  expect(await hasher.isOutdated(stored)).toBe(true);
  expect(await hasher.verify(stored, 'a password')).toBe(true);
});

test('a hash with the same parameters is not outdated', async () => {
  const hasher = createPasswordHasher(cheap);
  expect(await hasher.isOutdated(await hasher.hash('a password'))).toBe(false);
});

test('a hash of another variant of argon2 is outdated', async () => {
  const stored = await argon2.hash('x', {
    type: argon2.argon2i,
    memoryCost: 64,
    timeCost: 1,
    parallelism: 1,
  });
  expect(await createPasswordHasher(cheap).isOutdated(stored)).toBe(true);
});

describe('the work of a verification', () => {
  const former = { ...cheap, iterations: 2 };
  const unlisted = { ...cheap, memoryKib: 128 };

  /** What was verified, as the parameters of each hash. */
  async function workOf(stored: string | undefined) {
    const { verify } = createPasswordHasher(cheap, [former]);
    const verified = jest.spyOn(argon2, 'verify');
    const matches = await verify(stored, 'a password');
    const parameters = verified.mock.calls.map(([hash]) => hash.split('$')[3]);
    verified.mockRestore();
    return { matches, parameters };
  }

  test.each([
    ['nobody', undefined, false],
    ["an account with today's parameters", cheap, true],
    ['an account with former ones', former, true],
  ])('for %s is one hash under each of the parameters in use', async (_whom, parameters, matches) => {
    const stored = parameters && (await createPasswordHasher(parameters).hash('a password'));
    expect(await workOf(stored)).toEqual({ matches, parameters: ['m=64,p=1,t=1', 'm=64,p=1,t=2'] });
  });

  test('a hash under parameters that nobody has listed is verified all the same, for more work', async () => {
    const stored = await createPasswordHasher(unlisted).hash('a password');
    expect(await workOf(stored)).toEqual({
      matches: true,
      parameters: ['m=64,p=1,t=1', 'm=64,p=1,t=2', 'm=128,p=1,t=1'],
    });
  });

  test('a decoy has the form of a real hash, and a salt that no other process has', async () => {
    const decoys = [];
    for (let n = 0; n < 2; n++) {
      const verified = jest.spyOn(argon2, 'verify');
      await createPasswordHasher(cheap).verify(undefined, 'a password');
      decoys.push(verified.mock.calls[0]?.[0]);
      verified.mockRestore();
    }
    expect(decoys[0]).toMatch(/^\$argon2id\$v=19\$m=64,p=1,t=1\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(decoys[0]).not.toBe(decoys[1]);
  });
});
