import type { Session } from '../../../lambda/identity/sessions/session';
import { createFactorWorld, type FactorAct, type FactorScenario, runFactors } from './factor-world';
import { checkSchedules, isSoak } from './orders';
import type { World } from './world';

/** Second factors, concurrent with each other and with everything that ends what they prove. */

const effort = isSoak ? { exhaustive: 20_000, sampled: 5_000 } : { exhaustive: 40, sampled: 40 };

const check = (scenario: FactorScenario) => checkSchedules((choose) => runFactors(scenario, choose), effort);

test.each<[string, readonly FactorAct[]]>([
  ['one code of an app twice', ['answer by app', 'answer by app, other challenge']],
  ['one code of an app in a sign-in and a step-up', ['answer by app', 'step up by app']],
  ['one recovery code twice', ['answer by recovery code', 'answer by recovery code, other challenge']],
  ['one recovery code in a sign-in and a step-up', ['answer by recovery code', 'step up by recovery code']],
  ['one challenge with two codes', ['answer by app', 'answer by recovery code']],
  ['a confirmation twice', ['confirm another app', 'confirm another app']],
  ['a removal and a sign-in', ['remove the app', 'answer by app']],
  ['a removal and a sign-in by a recovery code', ['remove the app', 'answer by recovery code']],
  ['a removal and a password', ['remove the app', 'send the password']],
  ['a removal and a confirmation', ['remove the app', 'confirm another app']],
  ['a step-up and a sign-out', ['step up by app', 'sign out']],
  ['a step-up and "sign out everywhere"', ['step up by app', 'sign out everywhere']],
  ['a sign-in and "sign out everywhere"', ['answer by app', 'sign out everywhere']],
  ['a step-up, a sign-out and "sign out everywhere"', ['step up by app', 'sign out', 'sign out everywhere']],
])('%s', async (_what, acts) => {
  expect(await check({ start: await createFactorWorld(), acts })).toBeGreaterThan(1);
});

test.each<[string, readonly FactorAct[]]>([
  ['the first confirmation twice', ['confirm another app', 'confirm another app']],
  ['the first confirmation and a password', ['confirm another app', 'send the password']],
])('%s', async (_what, acts) => {
  expect(await check({ start: await createFactorWorld(false), acts })).toBeGreaterThan(1);
});

test.each<[string, string, readonly FactorAct[], (deps: World['deps']) => void]>([
  [
    'a commit that accepts any step',
    'one code of an app was accepted twice',
    ['answer by app', 'answer by app, other challenge'],
    ({ accounts }) => {
      const { commitSignIn } = accounts;
      accounts.commitSignIn = (signedIn) => {
        const account = accounts.items.get(signedIn.account.sub);
        if (account) accounts.set({ ...account, factors: signedIn.account.factors });
        return commitSignIn(signedIn);
      };
    },
  ],
  [
    'a commit that keeps the recovery code',
    'one recovery code was accepted twice',
    ['answer by recovery code', 'answer by recovery code, other challenge'],
    ({ accounts }) => {
      const { commitSignIn } = accounts;
      accounts.commitSignIn = (signedIn) => {
        const account = accounts.items.get(signedIn.account.sub);
        if (account) accounts.set({ ...account, recoveryCodes: signedIn.account.recoveryCodes });
        return commitSignIn(signedIn);
      };
    },
  ],
  [
    'a commit that ignores whether the second factor is on',
    'a session without the second factor',
    ['confirm another app', 'send the password'],
    ({ accounts }) => {
      const { commitSignIn } = accounts;
      accounts.commitSignIn = async (signedIn) => {
        const account = accounts.items.get(signedIn.account.sub);
        if (account) accounts.set({ ...account, secondFactorSince: undefined });
        const counted = await commitSignIn(signedIn);
        const changed = accounts.items.get(signedIn.account.sub);
        if (changed) accounts.set({ ...changed, secondFactorSince: account?.secondFactorSince });
        return counted;
      };
    },
  ],
  [
    'a step-up of any session',
    'a session that had ended was stepped up',
    ['step up by app', 'sign out'],
    ({ sessions }) => {
      sessions.stepUp = async () => true;
    },
  ],
  [
    'a step-up that restores its session',
    'a session that was signed out is stored',
    ['step up by app', 'sign out'],
    ({ sessions }) => {
      sessions.stepUp = async (session, change) => {
        await sessions.put({ ...(session as Session), ...change });
        return true;
      };
    },
  ],
  [
    'a confirmation on any account',
    'one app was confirmed twice',
    ['confirm another app', 'confirm another app'],
    ({ accountFactors, accounts }) => {
      const { confirm } = accountFactors;
      accountFactors.confirm = async (account, confirmation) => {
        await confirm(account, confirmation);
        return accounts.items.has(account.sub);
      };
    },
  ],
])('planted: %s is found', async (_defect, message, acts, plant) => {
  const start = await createFactorWorld(!acts.includes('confirm another app'));
  await expect(check({ start, acts, plant })).rejects.toThrow(message);
});
