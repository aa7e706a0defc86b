import { pbkdf2Sync } from 'node:crypto';
import argon2 from 'argon2';
import bcrypt from 'bcryptjs';
import { verifyImportedHash } from '../../../../lambda/identity/passwords/imported-hashes/verify-imported-hash';
import { NO_PASSWORD } from '../../../../lambda/identity/passwords/no-password';
import { createPasswordHasher } from '../../../../lambda/identity/passwords/password-hasher';

const cheap = { memoryKib: 64, iterations: 1, parallelism: 1 };

test('hashes to a PHC string of argon2id with the given parameters and a unique salt', async () => {
  const { hash } = createPasswordHasher({ current: cheap, verifyImportedHash });
  const [first, second] = [await hash('a password'), await hash('a password')];
  expect(first).toMatch(/^\$argon2id\$v=19\$m=64,p=1,t=1\$[\w+/]{22}\$[\w+/]{43}$/);
  expect(first).not.toBe(second);
});

test('verifies the correct password and no other', async () => {
  const { hash, verify } = createPasswordHasher({ current: cheap, verifyImportedHash });
  const stored = await hash('a password');
  expect(await verify(stored, 'a password')).toBe(true);
  expect(await verify(stored, 'a Password')).toBe(false);
});

test('the marker of a hash in another system matches no password, and is outdated', async () => {
  const { verify, isOutdated } = createPasswordHasher({ current: cheap, verifyImportedHash });
  for (const password of ['', '$cognito$', 'a password'])
    expect(await verify('$cognito$', password)).toBe(false);
  expect(await isOutdated('$cognito$', 'a password')).toBe(true);
});

test('the marker of an account without a password matches no password, and is never verified as an imported hash', async () => {
  const verifyImported = jest.fn(async () => true);
  const { verify } = createPasswordHasher({ current: cheap, verifyImportedHash: verifyImported });
  for (const password of ['', NO_PASSWORD, 'a password']) {
    expect(await verify(NO_PASSWORD, password)).toBe(false);
  }
  expect(verifyImported).not.toHaveBeenCalled();
});

test('verifies a password in another Unicode form', async () => {
  const { hash, verify } = createPasswordHasher({ current: cheap, verifyImportedHash });
  expect(await verify(await hash('caf\u00E9'), 'cafe\u0301')).toBe(true);
});

test.each([
  ['memory', { ...cheap, memoryKib: 128 }],
  ['iterations', { ...cheap, iterations: 2 }],
  ['parallelism', { ...cheap, memoryKib: 64, parallelism: 2 }],
])('a hash with other %s is outdated and still verifies', async (_what, other) => {
  const stored = await createPasswordHasher({ current: other, verifyImportedHash }).hash('a password');
  const hasher = createPasswordHasher({ current: cheap, verifyImportedHash });
  expect(await hasher.isOutdated(stored, 'a password')).toBe(true);
  expect(await hasher.verify(stored, 'a password')).toBe(true);
});

test('a hash with the same parameters is not outdated', async () => {
  const hasher = createPasswordHasher({ current: cheap, verifyImportedHash });
  expect(await hasher.isOutdated(await hasher.hash('a password'), 'a password')).toBe(false);
});

test('a hash of another variant of argon2 is outdated', async () => {
  const stored = await argon2.hash('x', {
    type: argon2.argon2i,
    memoryCost: 64,
    timeCost: 1,
    parallelism: 1,
  });
  expect(
    await createPasswordHasher({ current: cheap, verifyImportedHash }).isOutdated(stored, 'a password'),
  ).toBe(true);
});

describe('a hash that was imported', () => {
  const { verify, isOutdated } = createPasswordHasher({ current: cheap, verifyImportedHash });
  const digest = (password: string) => pbkdf2Sync(password, 'saltsalt', 10, 32, 'sha256').toString('base64');
  const imported = (password: string) => `pbkdf2_sha256$10$saltsalt$${digest(password)}`;

  test('is verified, and outdated', async () => {
    expect(await verify(imported('a password'), 'a password')).toBe(true);
    expect(await verify(imported('a password'), 'another')).toBe(false);
    expect(await isOutdated(imported('a password'), 'a password')).toBe(true);
  });

  test('is compared with the password as typed, and with its normalised form', async () => {
    expect(await verify(imported('\uFB01ne'), '\uFB01ne')).toBe(true);
    expect(await verify(imported('fine'), '\uFB01ne')).toBe(true);
    expect(await verify(imported('\uFB01ne'), 'fine')).toBe(false);
  });

  test('is compared with both forms under the current parameters as well', async () => {
    const options = { type: argon2.argon2id, memoryCost: 64, timeCost: 1, parallelism: 1 } as const;
    expect(await verify(await argon2.hash('\uFB01ne', options), '\uFB01ne')).toBe(true);
  });

  test.each([
    ['of 72 bytes', 'é'.repeat(36), true],
    ['of 73 bytes', `${'é'.repeat(36)}.`, false],
    ['whose normal form has more', '\uFDFA'.repeat(3), false],
    ['of more bytes, whose normal form has fewer', '\uFB01'.repeat(25), false],
  ])('of bcrypt is replaced for a password %s: %#', async (_what, password, isReplaced) => {
    const stored = await bcrypt.hash(password, 4);
    for (const hash of [stored, `bcrypt$${stored}`]) {
      expect(await verify(hash, password)).toBe(true);
      expect(await isOutdated(hash, password)).toBe(isReplaced);
    }
  });

  test.each([
    ['costs too much', `$pbkdf2-sha256$i=1200001$c2FsdHNhbHQ$${'A'.repeat(43)}`],
    ['is malformed', '$pbkdf2-sha256$i=1$c2FsdHNhbHQ$'],
    ['has an unknown format', 'a password'],
  ])('and %s never matches', async (_what, hash) => {
    expect(await verify(hash, 'a password')).toBe(false);
  });
});

describe('the work of a verification', () => {
  const former = { ...cheap, iterations: 2 };
  const unlisted = { ...cheap, memoryKib: 128 };

  /** Returns the verified hashes, as the parameters of each. */
  async function workOf(stored: string | undefined, password = 'a password') {
    const { verify } = createPasswordHasher({ current: cheap, former: [former], verifyImportedHash });
    const verified = jest.spyOn(argon2, 'verify');
    const matches = await verify(stored, password);
    const parameters = verified.mock.calls.map(([hash]) => hash.split('$')[3]);
    verified.mockRestore();
    return { matches, parameters };
  }

  test.each([
    ['an unknown account', undefined, false],
    ['an account without a password', NO_PASSWORD, false],
    ["an account with today's parameters", cheap, true],
    ['an account with former ones', former, true],
  ])('for %s is one hash under each of the parameters in use', async (_whom, parameters, matches) => {
    const stored =
      typeof parameters === 'object'
        ? await createPasswordHasher({ current: parameters, verifyImportedHash }).hash('a password')
        : parameters;
    expect(await workOf(stored)).toEqual({ matches, parameters: ['m=64,p=1,t=1', 'm=64,p=1,t=2'] });
  });

  test.each([
    ['an unknown account', undefined],
    ["an account with today's parameters", cheap],
  ])('for %s is twice that when the password has another normalised form', async (_whom, parameters) => {
    const stored =
      parameters &&
      (await createPasswordHasher({ current: parameters, verifyImportedHash }).hash('a password'));
    const { parameters: verified } = await workOf(stored, '\uFB01ne');
    expect(verified).toEqual(['m=64,p=1,t=1', 'm=64,p=1,t=1', 'm=64,p=1,t=2', 'm=64,p=1,t=2']);
  });

  test('a hash with parameters that are not listed is verified as well, with more work', async () => {
    const stored = await createPasswordHasher({ current: unlisted, verifyImportedHash }).hash('a password');
    expect(await workOf(stored)).toEqual({
      matches: true,
      parameters: ['m=64,p=1,t=1', 'm=64,p=1,t=2', 'm=128,p=1,t=1'],
    });
  });

  test('for a hash that argon2 rejects is that of any other, and no password matches', async () => {
    const refused = `$argon2id$v=19$m=64,p=1,t=1$QQ$${'A'.repeat(43)}`;
    expect(await workOf(refused)).toEqual({
      matches: false,
      parameters: ['m=64,p=1,t=1', 'm=64,p=1,t=1', 'm=64,p=1,t=2'],
    });
  });

  test('a decoy has the format of a real hash, and a salt that differs in each process', async () => {
    const decoys = [];
    for (let n = 0; n < 2; n++) {
      const verified = jest.spyOn(argon2, 'verify');
      await createPasswordHasher({ current: cheap, verifyImportedHash }).verify(undefined, 'a password');
      decoys.push(verified.mock.calls[0]?.[0]);
      verified.mockRestore();
    }
    expect(decoys[0]).toMatch(/^\$argon2id\$v=19\$m=64,p=1,t=1\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(decoys[0]).not.toBe(decoys[1]);
  });
});
