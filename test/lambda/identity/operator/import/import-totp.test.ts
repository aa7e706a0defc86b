import type { Account } from '../../../../../lambda/identity/accounts/account';
import { parseOtpauthUri } from '../../../../../lambda/identity/operator/import/otpauth-uri';
import { formatUserRecord } from '../../../../../lambda/identity/operator/user-record';
import { createFakeDependencies, uuid } from '../../../fakes/auth-dependencies';
import { NEW, OTHER, run, withAda } from '../import-scene';

const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const totp = `otpauth://totp/Example:ada?secret=${SECRET}&issuer=Example`;
type Fakes = ReturnType<typeof createFakeDependencies>;
const ada = ({ accounts }: Fakes) => accounts.named('ada') as Account;

test('the account has its second factor from the start, and no recovery codes', async () => {
  const deps = createFakeDependencies();
  expect(await run(deps, { totp })).toMatchObject({ outcome: 'created' });
  const { factors = {}, secondFactorSince, recoveryCodes } = ada(deps);
  const [[id = '', factor] = []] = Object.entries(factors);
  expect({ secondFactorSince, recoveryCodes }).toEqual({ secondFactorSince: deps.clock.millis });
  expect(factor).toMatchObject({ kind: 'totp', name: 'Authenticator app', addedAt: deps.clock.millis });
  const stored = await deps.factorSecrets.find(NEW, id);
  expect(stored).not.toHaveProperty('validUntil');
  const secret = await deps.cipher.decrypt({ sub: NEW, id, ciphertext: stored?.ciphertext ?? '' });
  expect(secret).toEqual(parseOtpauthUri(totp));
});

test('a code that the other system may have accepted is not accepted again', async () => {
  const deps = createFakeDependencies();
  await run(deps, { totp });
  const [factor] = Object.values(ada(deps).factors ?? {});
  // the latest step whose code is right at the time of the import
  expect(factor?.lastStep).toBe(Math.floor(deps.clock.millis / 30_000) + 1);
});

test('the secret is encrypted and stored before the account exists', async () => {
  const deps = createFakeDependencies();
  const create: Fakes['accounts']['create'] = async (account) => {
    expect(deps.factorSecrets.items.size).toBe(1);
    expect(account.secondFactorSince).toBeDefined();
    return deps.accounts.create(account);
  };
  await run({ ...deps, accounts: { ...deps.accounts, create } }, { totp });
  expect(ada(deps).secondFactorSince).toBeDefined();
});

test('the same line again changes nothing, and an interrupted one is completed', async () => {
  const deps = createFakeDependencies();
  const create = () => Promise.reject(new Error('interrupted'));
  const interrupted = run({ ...deps, accounts: { ...deps.accounts, create } }, { totp });
  await expect(interrupted).rejects.toThrow('interrupted');
  expect(await run(deps, { totp })).toMatchObject({ outcome: 'created' });
  const [account, secrets] = [ada(deps), [...deps.factorSecrets.items]];
  expect(secrets).toHaveLength(1);
  expect(await run(deps, { totp })).toMatchObject({ outcome: 'unchanged' });
  expect([ada(deps), [...deps.factorSecrets.items]]).toEqual([account, secrets]);
});

test('a line whose name is taken meanwhile leaves no secret', async () => {
  const deps = createFakeDependencies();
  const create: Fakes['accounts']['create'] = async () => false;
  const attempt = run({ ...deps, accounts: { ...deps.accounts, create } }, { totp, sub: uuid(7) });
  await expect(attempt).rejects.toThrow('already has the sub');
  expect(deps.factorSecrets.items.size).toBe(0);
});

test('changes no factor of an account that exists', async () => {
  const { deps, read } = await withAda();
  const before = read();
  for (const overwrite of [false, true]) {
    const attempt = run(deps, { totp, passwordHash: OTHER }, { overwrite });
    await expect(attempt).rejects.toThrow('the account exists without a second factor');
  }
  expect(read()).toEqual(before);
  expect(deps.factorSecrets.items.size).toBe(0);
});

test.each([false, true])('refuses a line without the key, also in a dry run (%s)', async (dryRun) => {
  const { cipher: _without, ...deps } = createFakeDependencies();
  await expect(run(deps as Fakes, { totp }, { dryRun })).rejects.toThrow('totp needs the key of the stage');
  expect(await run(deps as Fakes, {}, { dryRun })).toMatchObject({ outcome: 'created' });
});

test('a dry run encrypts and stores nothing', async () => {
  const deps = createFakeDependencies();
  const cipher = { ...deps.cipher, encrypt: () => Promise.reject(new Error('encrypted')) };
  expect(await run({ ...deps, cipher }, { totp }, { dryRun: true })).toMatchObject({ outcome: 'created' });
  expect(deps.factorSecrets.items.size).toBe(0);
});

test('no reason and no event contains the secret', async () => {
  const deps = createFakeDependencies();
  const attempt = run(deps, { totp: `${totp}&period=60` });
  const reason = await attempt.then(String, String);
  expect(reason).toMatch(/totp must be an otpauth:\/\/totp\/ URI with SHA1, 6 digits, 30 seconds/);
  await run(deps, { totp });
  expect(JSON.stringify([reason, deps.audited, deps.logged])).not.toContain(SECRET);
});

test('an export holds no secret and no recovery code', async () => {
  const deps = createFakeDependencies();
  await run(deps, { totp });
  deps.accounts.set({ ...ada(deps), recoveryCodes: ['a-digest'] });
  const [id = ''] = Object.keys(ada(deps).factors ?? {});
  const stored = await deps.factorSecrets.find(NEW, id);
  const line = formatUserRecord(ada(deps));
  for (const secret of [SECRET, 'totp', 'a-digest', id, stored?.ciphertext])
    expect(line).not.toContain(secret);
});
