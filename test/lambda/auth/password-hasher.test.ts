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

test('the decoy matches no password and has the parameters of a real hash', async () => {
  const hasher = createPasswordHasher(cheap);
  expect(await hasher.verify(hasher.decoy, 'a password')).toBe(false);
  expect(await hasher.isOutdated(hasher.decoy)).toBe(false);
  expect(hasher.decoy).toHaveLength((await hasher.hash('a password')).length);
});
