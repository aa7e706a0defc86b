import {
  countEmailSteps,
  createEmailWorld,
  type EmailAct,
  type EmailScenario,
  type EmailScript,
  runEmails,
  X,
  Y,
} from './email-world';
import { faultKinds } from './faults';
import { checkSchedules, isSoak } from './orders';
import type { World } from './world';

/** Verifications of an address, concurrent with everything that may claim or release it. */

const ask = (email: string): EmailAct => ({ does: 'ask', email });
const verify: EmailAct = { does: 'verify' };
const remove: EmailAct = { does: 'remove' };
const operator = (does: 'verify' | 'remove'): EmailAct => ({ does: 'operator', change: { does } });
const sets = (address: string): EmailAct => ({
  does: 'operator',
  change: { does: 'set', email: { normalised: address, shown: address } },
});
const adas = (name: string, ...acts: EmailAct[]): EmailScript => ({ name, who: 'ada', acts });
const bobs = (name: string, ...acts: EmailAct[]): EmailScript => ({ name, who: 'bob', acts });

const effort = isSoak ? { exhaustive: 20_000, sampled: 5_000 } : { exhaustive: 150, sampled: 80 };

const check = (scenario: EmailScenario, by: typeof effort & { readonly seed?: number }) =>
  checkSchedules((choose) => runEmails(scenario, choose), by);

const bothAskedForX = [
  { who: 'ada', acts: [ask(X)] },
  { who: 'bob', acts: [ask(X)] },
] as const;
const adaHasXAndAskedForY = [{ who: 'ada', acts: [ask(X), verify, ask(Y)] }] as const;
const adaHasXAndBobAskedForIt = [
  { who: 'ada', acts: [ask(X), verify] },
  { who: 'bob', acts: [ask(X)] },
] as const;

test.each<[string, readonly Omit<EmailScript, 'name'>[], readonly EmailScript[]]>([
  ['two verifications of one request', bothAskedForX, [adas('one', verify), adas('two', verify)]],
  ['two accounts that verify one address', bothAskedForX, [adas('one', verify), bobs('two', verify)]],
  [
    'a verification, and another request and verification',
    bothAskedForX,
    [adas('one', verify), adas('two', ask(Y), verify)],
  ],
  [
    'a change of address, its removal, and a verification of the former by another account',
    [...adaHasXAndAskedForY, { who: 'bob', acts: [ask(X)] }],
    [adas('one', verify), adas('two', remove), bobs('three', verify)],
  ],
  [
    'a change there and back, and a verification by another account',
    [...adaHasXAndAskedForY, { who: 'bob', acts: [ask(X)] }],
    [adas('one', verify, ask(X), verify), bobs('two', verify)],
  ],
  [
    'a removal and a new verification, and a verification by another account',
    adaHasXAndBobAskedForIt,
    [adas('one', remove), adas('two', ask(X), verify), bobs('three', verify)],
  ],
  [
    'a verification and a deletion, and a verification by another account',
    bothAskedForX,
    [adas('one', verify), adas('two', { does: 'delete' }), bobs('three', verify)],
  ],
  [
    'an address that an operator sets, and its verification by another account',
    adaHasXAndAskedForY,
    [adas('one', sets(Y)), adas('two', verify), bobs('three', sets(Y))],
  ],
  [
    'a verification by an operator, one by the user, and one by another account',
    bothAskedForX,
    [adas('one', operator('verify')), adas('two', verify), bobs('three', verify)],
  ],
  [
    'a removal by an operator, and a change of address, and a verification by another account',
    [...adaHasXAndAskedForY, { who: 'bob', acts: [ask(X)] }],
    [adas('one', operator('remove')), adas('two', verify), bobs('three', verify)],
  ],
  [
    'an address that an operator sets, and a deletion, and a verification by another account',
    bothAskedForX,
    [adas('one', sets(X)), adas('two', { does: 'delete' }), bobs('three', verify)],
  ],
  [
    'a verification, a cancellation and a sign-out everywhere',
    bothAskedForX,
    [adas('one', verify), adas('two', { does: 'cancel' }), adas('three', { does: 'sign out everywhere' })],
  ],
])(
  '%s, and as much time as a reservation lasts: no address is shared, lost, or leads elsewhere',
  async (_what, before, scripts) => {
    const start = await createEmailWorld(before);
    for (const timePasses of [false, true]) {
      expect(await check({ start, scripts, timePasses }, effort)).toBeGreaterThan(3);
    }
  },
);

test.each(faultKinds)(
  'a verification that meets "%s" at any step, during one by another account',
  async (kind) => {
    for (const before of [bothAskedForX, [...adaHasXAndAskedForY, { who: 'bob', acts: [ask(Y)] }] as const]) {
      const start = await createEmailWorld(before);
      const steps = await countEmailSteps(start, 'ada', verify);
      expect(steps).toBeGreaterThan(8);
      const by = isSoak ? { exhaustive: 500, sampled: 200 } : { exhaustive: 6, sampled: 4 };
      for (let at = 0; at < steps; at++) {
        for (const again of [verify, remove, ask(Y)]) {
          const scripts = [{ ...adas('one', verify, again), fault: { kind, at } }, bobs('two', verify)];
          for (const timePasses of [false, true]) {
            await check({ start, scripts, timePasses }, { ...by, seed: at });
          }
        }
      }
    }
  },
);

test.each<[string, string, readonly EmailScript[], (deps: World['deps']) => void]>([
  [
    'an address is reserved although another account has it',
    'claim one address|given twice|is not found by',
    [adas('one', verify, ask(X), verify), bobs('two', verify)],
    (deps) => {
      deps.emails.reserve = async (pointer) => {
        deps.emails.items.set(pointer.name, pointer);
        return true;
      };
    },
  ],
  [
    'a release of any pointer of the account',
    'is not found by',
    [adas('one', remove), adas('two', ask(X), verify)],
    (deps) => {
      const { release } = deps.emails;
      deps.emails.release = ({ name, sub }) => release({ name, sub });
    },
  ],
  [
    'a commit that does not demand its request',
    'worked twice|is not found by|claim one address',
    [adas('one', verify), adas('two', verify)],
    (deps) => {
      const { accountEmails, accounts } = deps;
      accountEmails.verify = async ({ sub }, _pending, email) => {
        const account = accounts.items.get(sub);
        if (account) accounts.items.set(sub, { ...account, email, pendingEmail: undefined });
        return account !== undefined;
      };
    },
  ],
])('planted: %s is found', async (_defect, message, scripts, plant) => {
  const start = await createEmailWorld([...adaHasXAndAskedForY, { who: 'bob', acts: [ask(X)] }]);
  const by = { exhaustive: 300, sampled: 600 };
  await expect(check({ start, scripts, timePasses: false, plant }, by)).rejects.toThrow(new RegExp(message));
});
