import { faultKinds } from './faults';
import { checkSchedules, isSoak } from './orders';
import {
  countResetSteps,
  createResetWorld,
  type ResetAct,
  type ResetScenario,
  type ResetScript,
  runResets,
} from './reset-world';
import type { World } from './world';

/** Resets of a password, concurrent with everything that ends or changes what they were requested for. */

const reset = (nth = 0): ResetAct => ({ does: 'reset', nth });
const script = (name: string, ...acts: ResetAct[]): ResetScript => ({ name, acts });
const signIn: ResetAct = { does: 'sign in' };
const change: ResetAct = { does: 'change the password' };
const move: ResetAct = { does: 'change the address' };
const remove: ResetAct = { does: 'remove the address' };
const erase: ResetAct = { does: 'delete the account' };
const ask: ResetAct = { does: 'ask' };

const effort = isSoak ? { exhaustive: 20_000, sampled: 5_000 } : { exhaustive: 150, sampled: 80 };

const check = (scenario: ResetScenario, by: typeof effort & { readonly seed?: number }) =>
  checkSchedules((choose) => runResets(scenario, choose), by);

test.each<[string, readonly ResetScript[]]>([
  ['a reset and a sign-in', [script('one', reset()), script('two', signIn)]],
  ['a reset and a change of the password', [script('one', reset()), script('two', change)]],
  ['one reset twice', [script('one', reset()), script('two', reset())]],
  ['two resets', [script('one', reset(0)), script('two', reset(1))]],
  ['a reset, and another request with its reset', [script('one', reset()), script('two', ask, reset(2))]],
  ['a reset and a change of the address', [script('one', reset()), script('two', move)]],
  ['a reset and a removal of the address', [script('one', reset()), script('two', remove)]],
  [
    'a reset, a change of the address and a deletion',
    [script('one', reset()), script('two', move), script('three', erase)],
  ],
  [
    'a reset, a sign-in and a change of the password',
    [script('one', reset()), script('two', signIn), script('three', change)],
  ],
])('%s: one password, and no session of another', async (_what, scripts) => {
  const start = await createResetWorld();
  const by = scripts.some(({ acts }) => acts.includes(ask)) ? { ...effort, exhaustive: 20 } : effort;
  expect(await check({ start, scripts }, by)).toBeGreaterThan(3);
});

test.each(faultKinds)('a reset that meets "%s" at any step, during another request', async (kind) => {
  const start = await createResetWorld();
  const steps = await countResetSteps(start, reset());
  expect(steps).toBeGreaterThan(8);
  const by = isSoak ? { exhaustive: 500, sampled: 200 } : { exhaustive: 6, sampled: 4 };
  for (let at = 0; at < steps; at++) {
    for (const other of [signIn, change, move, reset(1)]) {
      const scripts = [{ ...script('one', reset(), reset()), fault: { kind, at } }, script('two', other)];
      await check({ start, scripts }, { ...by, seed: at });
    }
  }
});

test.each<[string, string, readonly ResetScript[], (deps: World['deps']) => void]>([
  [
    'a commit under any security version',
    'two resets of one version|a session survives|a password is lost',
    [script('one', reset(0)), script('two', reset(1))],
    ({ accountResets, accounts }) => {
      const { replacePassword } = accountResets;
      accountResets.replacePassword = (account, hash) =>
        replacePassword({ ...account, ...accounts.items.get(account.sub) }, hash);
    },
  ],
  [
    'a commit that does not demand the address',
    'a former address',
    [script('one', reset()), script('two', remove)],
    ({ accountResets, accounts }) => {
      accountResets.replacePassword = async ({ sub }, passwordHash) => {
        const account = accounts.items.get(sub);
        if (!account) return false;
        accounts.items.set(sub, { ...account, passwordHash, securityVersion: account.securityVersion + 1 });
        return true;
      };
    },
  ],
  [
    'a reset that leaves the sessions',
    'a session survives',
    [script('one', reset())],
    ({ sessions }) => {
      sessions.list = async () => [];
    },
  ],
])('planted: %s is found', async (_defect, message, scripts, plant) => {
  const start = await createResetWorld();
  const by = { exhaustive: 300, sampled: 600 };
  await expect(check({ start, scripts, plant }, by)).rejects.toThrow(new RegExp(message));
});
