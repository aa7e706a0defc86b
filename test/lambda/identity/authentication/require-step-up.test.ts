import type { Account } from '../../../../lambda/identity/accounts/account';
import { deleteAccount } from '../../../../lambda/identity/accounts/delete-account';
import { changeUsername } from '../../../../lambda/identity/accounts/usernames/change-username';
import { changePassword } from '../../../../lambda/identity/authentication/change-password';
import { needsSecondFactor, requireStepUp } from '../../../../lambda/identity/authentication/require-step-up';
import { removeEmail } from '../../../../lambda/identity/email/remove-email';
import type { Factor } from '../../../../lambda/identity/factors/account-factor';
import { NO_PASSWORD } from '../../../../lambda/identity/passwords/no-password';
import type { Caller } from '../../../../lambda/shared/http/request';
import {
  createFakeDependencies,
  type FakeDependencies,
  PASSWORD,
  SOURCE,
} from '../../fakes/auth-dependencies';
import { askForEmail } from '../../fakes/email-scene';
import { type SignedIn, signUp } from '../../fakes/signed-in';

const NOW = 1_767_323_645_999;
const SECONDS = 1_767_323_645;
const rule = { reauthenticationSeconds: 600, now: () => NOW, hasFactors: true };
const factor: Factor = { kind: 'totp', name: 'Phone', addedAt: NOW, lastStep: 1 };
const enrolled = { secondFactorSince: NOW, factors: { 'factor-1': factor }, recoveryCodes: ['digest-1'] };
const FACTORS = ['pwd', 'otp', 'mfa'];

const judge = (authTime: number, amr: readonly string[], account: Partial<Account>, change: object = {}) => {
  try {
    requireStepUp({ ...rule, ...change }, { authTime, amr }, { passwordHash: 'hash-1', ...account });
    return 'passed';
  } catch (error) {
    const { code, members } = error as { code: string; members: object };
    return { code, ...members };
  }
};
const refused = { code: 'INSUFFICIENT_USER_AUTHENTICATION', max_age: 600 };
const refusedWithKinds = { ...refused, amr_values: ['mfa'], kinds: ['totp', 'recovery_code'] };

test.each([
  ['an account without a second factor, in time', 600, ['pwd'], {}, 'passed'],
  ['an account without a second factor, a second late', 601, ['pwd'], {}, refused],
  ['an account without a second factor, late with one', 601, FACTORS, {}, refused],
  ['an account with a second factor, in time', 600, FACTORS, enrolled, 'passed'],
  ['an account with a second factor, a second late', 601, FACTORS, enrolled, refusedWithKinds],
  ['an account with a second factor, just now by its password', 0, ['pwd'], enrolled, refusedWithKinds],
  ['an account with a second factor, from a trusted device', 0, ['pwd', 'rba'], enrolled, refusedWithKinds],
  ['an account with a second factor, by a token that does not say how', 0, [], enrolled, refusedWithKinds],
  [
    'an account with a second factor, by a method of a similar name',
    0,
    ['nomfa'],
    enrolled,
    refusedWithKinds,
  ],
] as const)('%s', (_case, age, amr, account, verdict) => {
  expect(judge(SECONDS - age, amr, account)).toEqual(verdict);
});

test('where the stage requires a factor, an account with a passkey must use it, also if it is off', () => {
  const account = { passkeys: { one: { addedAt: NOW, verifiesUser: true } } };
  const stage = { secondFactor: 'required', hasPasskeys: true };
  const needed = { ...refused, amr_values: ['mfa'], kinds: ['passkey'] };
  // as from a trusted device
  expect(judge(SECONDS, ['pwd', 'rba'], account, stage)).toEqual(needed);
  expect(judge(SECONDS, ['pop', 'mfa'], account, stage)).toBe('passed');
  expect(judge(SECONDS, ['pwd'], account, { ...stage, secondFactor: 'optional' })).toBe('passed');
  expect(judge(SECONDS, ['pwd'], account, { ...stage, hasPasskeys: false })).toBe('passed');
  // it must be able to add its first one
  expect(judge(SECONDS, ['pwd'], {}, stage)).toBe('passed');
});

test('an account without recovery codes is not asked for one', () => {
  const account = { ...enrolled, recoveryCodes: [] };
  expect(judge(SECONDS, ['pwd'], account)).toEqual({ ...refusedWithKinds, kinds: ['totp'] });
});

const withPasskeys = { hasPasskeys: true };
const verifying = { 'passkey-1': { addedAt: NOW, verifiesUser: true } };
const touched = { 'passkey-2': { addedAt: NOW, verifiesUser: false } };

test('an account without a password is asked for a passkey', () => {
  const passwordless = { passwordHash: NO_PASSWORD, passkeys: verifying };
  expect(judge(SECONDS - 601, ['pop', 'mfa'], passwordless, withPasskeys)).toEqual({
    ...refused,
    kinds: ['passkey'],
  });
  expect(judge(SECONDS - 601, ['pwd'], { passkeys: verifying }, withPasskeys)).toEqual(refused);
});

test('an account with a second factor is asked for a passkey only if one verifies its user', () => {
  const late = (passkeys: Account['passkeys']) =>
    judge(SECONDS - 601, FACTORS, { ...enrolled, passkeys }, withPasskeys);
  expect(late({ ...verifying, ...touched })).toEqual({
    ...refusedWithKinds,
    kinds: ['totp', 'passkey', 'recovery_code'],
  });
  expect(late(touched)).toEqual(refusedWithKinds);
});

test('a stage without second factors asks no account for one', () => {
  expect(judge(SECONDS, ['pwd'], enrolled, { hasFactors: false })).toBe('passed');
  expect(judge(SECONDS - 601, ['pwd'], enrolled, { hasFactors: false })).toEqual(refused);
  expect(needsSecondFactor({ hasFactors: false }, enrolled)).toBe(false);
});

test('a time in the future counts as now', () => {
  expect(judge(SECONDS + 5, ['pwd'], {})).toBe('passed');
});

type Ask = (deps: FakeDependencies, caller: Caller) => Promise<unknown>;
const sensitive: readonly [string, Ask][] = [
  [
    'the deletion of the account',
    (deps, caller) => deleteAccount(deps)({ caller, source: SOURCE, hasTime: () => true }),
  ],
  [
    'a change of the username',
    (deps, caller) => changeUsername(deps)({ caller, username: 'Countess', source: SOURCE }),
  ],
  [
    'a change of the password',
    (deps, caller) =>
      changePassword(deps)({
        caller,
        currentPassword: PASSWORD,
        newPassword: 'another phrase that passes',
        source: SOURCE,
      }),
  ],
  ['a change of the address', (deps, caller) => askForEmail(deps, { caller } as SignedIn)],
  ['a removal of the address', (deps, caller) => removeEmail(deps)({ caller, source: SOURCE })],
];

/** Ada, who has just signed in with her password, and has then added a second factor. */
async function enrolledAfterSignIn() {
  const deps = createFakeDependencies();
  const { caller } = await signUp(deps);
  const account = deps.accounts.items.get(caller.sub) as Account;
  deps.accounts.set({ ...account, ...enrolled });
  deps.logged.length = 0;
  return { deps, caller };
}

describe.each(sensitive)('%s', (_name, ask) => {
  test('needs the second factor, also if it was added after the sign-in, and changes nothing without it', async () => {
    const { deps, caller } = await enrolledAfterSignIn();
    const before = structuredClone([...deps.accounts.items.values()]);
    await expect(ask(deps, caller)).rejects.toMatchObject({
      code: refused.code,
      members: { kinds: ['totp', 'recovery_code'] },
    });
    expect([...deps.accounts.items.values()]).toEqual(before);
    expect(deps.logged).toEqual([]);
    expect(deps.mailQueue.requests).toEqual([]);
  });

  test('is possible after a step-up, until it is too old', async () => {
    const { deps, caller } = await enrolledAfterSignIn();
    const stepped = { ...caller, amr: FACTORS };
    deps.clock.millis += 600_999;
    await expect(ask(deps, { ...stepped, authTime: caller.authTime - 1 })).rejects.toMatchObject({
      code: refused.code,
    });
    await ask(deps, stepped);
  });
});

test('the password of an account without a second factor needs no recent sign-in to change', async () => {
  const deps = createFakeDependencies();
  const { caller } = await signUp(deps);
  deps.clock.millis += 86_400_000;
  await sensitive[2]?.[1](deps, caller);
  expect(deps.logged.at(-1)).toMatchObject({ event: 'password_changed' });
});
