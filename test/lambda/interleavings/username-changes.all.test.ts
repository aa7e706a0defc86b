import { RESERVATION_MS } from '../../../lambda/identity/accounts/identifiers/reserve-identifier';
import { changeUsername } from '../../../lambda/identity/accounts/usernames/change-username';
import { register } from '../../../lambda/identity/authentication/register';
import { signIn } from '../../../lambda/identity/authentication/sign-in';
import { SOURCE } from '../fakes/auth-dependencies';
import { faultKinds } from './faults';
import { checkSchedules, isSoak } from './orders';
import {
  type Act,
  ADAS,
  countSteps,
  createUsernameWorld,
  runUsernames,
  type Script,
  type UsernameScenario,
} from './username-world';
import type { World } from './world';

/** Changes of a username, concurrent with everything that may claim one of its names. */

const rename = (to: string): Act => ({ does: 'rename', to });
const registerAs = (name: string): Act => ({
  does: 'register',
  name,
  password: `the phrase of another ${name}`,
});
const signInAs = (name: string): Act => ({ does: 'sign in', name, password: ADAS });
const script = (name: string, ...acts: Act[]): Script => ({ name, acts });

const effort = isSoak ? { exhaustive: 20_000, sampled: 5_000 } : { exhaustive: 120, sampled: 60 };

const check = (scenario: UsernameScenario, by: typeof effort & { readonly seed?: number }) =>
  checkSchedules((choose) => runUsernames(scenario, choose), by);

test.each<[string, readonly Script[]]>([
  ['two changes to different names', [script('one', rename('Countess')), script('two', rename('Lovelace'))]],
  ['two changes to one name', [script('one', rename('Countess')), script('two', rename('COUNTESS'))]],
  [
    'two changes, and registrations of the old and the new name',
    [
      script('one', rename('Countess')),
      script('two', rename('Lovelace')),
      script('three', registerAs('countess')),
      script('four', registerAs('ada')),
    ],
  ],
  [
    'a change and the way back, and a registration of either name',
    [
      script('one', rename('Countess'), rename('Ada')),
      script('two', registerAs('countess'), registerAs('ada')),
    ],
  ],
  [
    'a change, a sign-in under either name and a deletion',
    [
      script('one', rename('Countess')),
      script('two', signInAs('ada'), signInAs('countess')),
      script('three', { does: 'delete' }),
    ],
  ],
  [
    'a change, a refresh and a registration of the old name',
    [
      script('one', rename('Countess')),
      script('two', { does: 'refresh' }),
      script('three', registerAs('ada')),
    ],
  ],
  [
    'a change there and back, a sign-in and a refresh',
    [
      script('one', rename('Countess')),
      script('two', rename('Ada'), rename('ada')),
      script('three', signInAs('ada'), { does: 'refresh' }),
    ],
  ],
])(
  '%s, and as much time as a reservation lasts: no name is shared, lost, or leads elsewhere',
  async (_what, scripts) => {
    const start = await createUsernameWorld();
    for (const timePasses of [false, true]) {
      expect(await check({ start, scripts, timePasses }, effort)).toBeGreaterThan(10);
    }
  },
);

test.each(faultKinds)(
  'a change that meets "%s" at any step, during a sign-up with either name',
  async (kind) => {
    const start = await createUsernameWorld();
    const steps = await countSteps(start, rename('Countess'));
    expect(steps).toBeGreaterThan(8);
    const by = isSoak ? { exhaustive: 500, sampled: 200 } : { exhaustive: 6, sampled: 4 };
    for (let at = 0; at < steps; at++) {
      for (const again of [rename('Countess'), rename('Lovelace'), signInAs('ada'), signInAs('countess')]) {
        const scripts = [
          { ...script('one', rename('Countess'), again), fault: { kind, at } },
          script('two', registerAs('countess'), registerAs('ada')),
        ];
        for (const timePasses of [false, true])
          await check({ start, scripts, timePasses }, { ...by, seed: at });
      }
    }
  },
);

test('a change that ended after the commit keeps its name after the reservation expires', async () => {
  const start = await createUsernameWorld();
  const { deps } = start.world;
  const crash = async () => {
    throw new Error('the function ends');
  };
  const names = { ...deps.names, confirm: crash };
  const command = { caller: start.ada, username: 'Countess', source: SOURCE };
  await expect(changeUsername({ ...deps, names })(command)).rejects.toThrow('the function ends');
  expect(deps.names.items.get('countess')).toMatchObject({ state: 'RESERVED' });
  deps.clock.millis += RESERVATION_MS;
  for (const name of ['countess', 'ada']) {
    const registration = register(deps)({
      username: name,
      password: 'a phrase of a stranger',
      source: SOURCE,
    });
    await expect(registration).rejects.toMatchObject({ code: 'USERNAME_TAKEN' });
  }
  await signIn(deps)({ username: 'Countess', password: ADAS, source: SOURCE, hasTime: () => true });
  expect(deps.signed.at(-1)?.sub).toBe(start.ada.sub);
  expect(deps.names.items.get('countess')).toMatchObject({ sub: start.ada.sub, state: 'CONFIRMED' });
});

const everyone = [
  script('one', rename('Countess'), rename('Ada')),
  script('two', registerAs('countess')),
  script('three', signInAs('ada'), { does: 'refresh' }),
  script('four', registerAs('ada')),
];

test.each<[string, string, (deps: World['deps']) => void]>([
  [
    'forgets that an account holds its former names',
    'two accounts present ada',
    ({ accounts }) => {
      const { find } = accounts;
      accounts.find = async (sub) => {
        const account = await find(sub);
        const { usernameChanges } = account ?? {};
        return account && usernameChanges
          ? { ...account, usernameChanges: { ...usernameChanges, heldUntil: 0 } }
          : account;
      };
    },
  ],
  [
    'replaces a username whatever it is by now',
    '',
    ({ accounts, usernames }) => {
      usernames.replace = async (account, next) => {
        const current = accounts.items.get(account.sub);
        if (current) accounts.set({ ...current, ...next });
        return current !== undefined;
      };
    },
  ],
  [
    'takes a name from any account',
    '',
    ({ names }) => {
      names.replace = async (_found, pointer) => {
        names.items.set(pointer.name, pointer);
        return true;
      };
    },
  ],
  [
    'counts a sign-in under a former username',
    'is called',
    ({ accounts }) => {
      const { commitSignIn } = accounts;
      accounts.commitSignIn = async (signInOf) => {
        const current = accounts.items.get(signInOf.account.sub);
        return current
          ? commitSignIn({
              ...signInOf,
              account: {
                ...signInOf.account,
                username: current.username,
                usernameChanges: current.usernameChanges,
              },
            })
          : undefined;
      };
    },
  ],
  [
    'gives a session an earlier username',
    'is called',
    ({ sessions }) => {
      sessions.adoptUsername = async (key, adopted) => {
        const session = await sessions.find(key);
        if (session) await sessions.put({ ...session, ...adopted });
      };
    },
  ],
])('a store that %s is detected', async (_what, message, plant) => {
  const start = await createUsernameWorld();
  const few = [script('one', rename('Countess')), script('two', signInAs('ada'))];
  const many = [...everyone, script('five', rename('Lovelace'), rename('Ada'))];
  const find = async () => {
    for (const scripts of [few, many]) {
      await check({ start, scripts, timePasses: true, plant }, { exhaustive: 400, sampled: 3_000 });
    }
  };
  await expect(find()).rejects.toThrow(message);
});
