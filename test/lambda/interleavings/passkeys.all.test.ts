import { checkSchedules, isSoak } from './orders';
import {
  createPasskeyWorld,
  type PasskeyAct,
  type PasskeyScenario,
  type PasskeyStart,
  runPasskeys,
} from './passkey-world';
import type { World } from './world';

/** Passkeys, concurrent with each other and with everything that ends what they prove. */

const effort = isSoak ? { exhaustive: 20_000, sampled: 5_000 } : { exhaustive: 200, sampled: 200 };

const check = (scenario: PasskeyScenario) =>
  checkSchedules((choose) => runPasskeys(scenario, choose), effort);

const passwordless: PasskeyStart = { hasPassword: false };
const on: PasskeyStart = { isOn: true };

test.each<[string, PasskeyStart, readonly PasskeyAct[]]>([
  ['a sign-in and a removal', {}, ['sign in', 'remove']],
  ['a sign-in and a removal without a password', passwordless, ['sign in', 'remove']],
  ['a sign-in, and removals of both passkeys', passwordless, ['sign in', 'remove', 'remove the other']],
  ['one ceremony twice', {}, ['sign in', 'sign in again']],
  ['two ceremonies', {}, ['sign in', 'sign in by the other']],
  ['a sign-in and "sign out everywhere"', {}, ['sign in', 'sign out everywhere']],
  ['a sign-in, and the second factor that is turned on', {}, ['sign in', 'turn on']],
  ['removals of the last two ways in', passwordless, ['remove', 'remove the other']],
  ['removals of the last two factors', on, ['remove', 'remove the other']],
  ['removals of a way in and a factor', { ...passwordless, ways: 1 }, ['remove', 'remove the other']],
  ['a removal, and the second factor that is turned on', { passkeys: 1 }, ['remove', 'turn on']],
  ['a removal, and the second factor that is turned off', on, ['remove', 'turn off']],
  ['a first password and the last passkey', { ...passwordless, passkeys: 1 }, ['set a password', 'remove']],
  ['a first password and two removals', passwordless, ['set a password', 'remove', 'remove the other']],
  ['two first passwords', passwordless, ['set a password', 'set a password']],
  ['a first password and a sign-in', passwordless, ['set a password', 'sign in']],
  ['an answer, and the second factor that is turned off', on, ['answer', 'turn off']],
  ['an answer and a removal', on, ['answer', 'remove']],
  ['one challenge twice', on, ['answer', 'answer again']],
  ['one ceremony of a step-up twice', {}, ['step up', 'step up again']],
  ['a step-up and a removal', on, ['step up', 'remove']],
])('%s', async (_what, start, acts) => {
  expect(await check({ start: await createPasskeyWorld(start), acts })).toBeGreaterThan(1);
});

/** Writes a member of the account that was read over the stored one, before a commit. */
const restoring =
  (member: 'passkeys' | 'secondFactorSince') =>
  ({ accounts }: World['deps']): void => {
    const { commitSignIn } = accounts;
    accounts.commitSignIn = (signedIn) => {
      const stored = accounts.items.get(signedIn.account.sub);
      if (stored) accounts.set({ ...stored, [member]: signedIn.account[member] });
      return commitSignIn(signedIn);
    };
  };

test.each<[string, string, PasskeyStart, readonly PasskeyAct[], (deps: World['deps']) => void]>([
  [
    'a sign-in that ignores a removal',
    'a passkey that was removed has signed in',
    {},
    ['sign in', 'remove'],
    restoring('passkeys'),
  ],
  [
    'a removal that ignores what was read',
    'no way in is left',
    passwordless,
    ['remove', 'remove the other'],
    ({ accounts, accountPasskeys }) => {
      const { remove } = accountPasskeys;
      accountPasskeys.remove = async (account, id) => remove(accounts.items.get(account.sub) ?? account, id);
    },
  ],
  [
    'a removal that ignores the switch',
    'the second factor is on without a factor',
    { passkeys: 1 },
    ['remove', 'turn on'],
    ({ accounts, accountPasskeys }) => {
      accountPasskeys.remove = async ({ sub }) => {
        const stored = accounts.items.get(sub);
        if (stored) accounts.set({ ...stored, passkeys: undefined });
        return true;
      };
    },
  ],
  [
    'a ceremony that stays',
    'one ceremony was accepted twice',
    {},
    ['sign in', 'sign in again'],
    ({ ceremonies }) => {
      ceremonies.use = async (digest) => ceremonies.items.get(digest);
    },
  ],
  [
    'a challenge that stays',
    'one ceremony was accepted twice',
    on,
    ['answer', 'answer again'],
    ({ challenges }) => {
      challenges.use = async (digest, purpose) => challenges.find(digest, purpose);
    },
  ],
  [
    'a first password that writes the account as it was read',
    'a passkey that was removed is back',
    passwordless,
    ['set a password', 'remove'],
    ({ accounts }) => {
      accounts.changePassword = async (account, passwordHash) => {
        accounts.set({ ...account, passwordHash, securityVersion: account.securityVersion + 1 });
        return true;
      };
    },
  ],
  [
    'an answer that ignores the switch',
    'a second factor that was turned off has signed in',
    on,
    ['answer', 'turn off'],
    restoring('secondFactorSince'),
  ],
  [
    'a step-up that ignores a removal',
    'a passkey that was removed has stepped up',
    on,
    ['step up', 'remove'],
    ({ accountFactors }) => {
      accountFactors.consume = async () => true;
    },
  ],
])('planted: %s is found', async (_defect, message, start, acts, plant) => {
  const world = await createPasskeyWorld(start);
  await expect(check({ start: world, acts, plant })).rejects.toThrow(message);
});
