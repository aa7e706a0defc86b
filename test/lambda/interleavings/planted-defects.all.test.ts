import { type AccountWorld, createAccountWorld, createEmptyWorld } from './account-worlds';
import { checkOrders } from './orders';
import { listScripts, renamed } from './scripts';
import type { World } from './world';

const effort = { exhaustive: 100, sampled: 50 };

async function check(account: AccountWorld, plant: (world: World) => void, names: readonly string[]) {
  const scripts = listScripts(account);
  const clients = names.flatMap((name, index) =>
    scripts.filter((script) => script.name === name).map((script) => renamed(`${name} ${index}`, script)),
  );
  expect(clients).toHaveLength(names.length);
  return checkOrders({ world: account.world, clients, plant }, effort);
}

function commitBlindly({ accounts }: World['deps']): void {
  const { commitSignIn } = accounts;
  accounts.commitSignIn = (signIn) =>
    commitSignIn({ ...signIn, account: accounts.items.get(signIn.account.sub) ?? signIn.account });
}

test.each<[string, (deps: World['deps']) => void, string[], string]>([
  [
    'commits a sign-in whatever has changed',
    commitBlindly,
    ['sign-in', 'change on the laptop'],
    'no session outlives a change of its password',
  ],
  [
    'rotates whatever the secret is',
    ({ sessions }) => {
      const { rotate } = sessions;
      sessions.rotate = async (key, change) => {
        const { refresh } = (await sessions.find(key)) ?? {};
        const previousHash = refresh?.hash ?? '';
        return rotate(key, { ...change, rotation: { ...change.rotation, previousHash } });
      };
    },
    ['refresh on the phone', 'refresh on the phone'],
    'one refresh token has one successor',
  ],
  [
    'lists no session',
    ({ sessions }) => {
      sessions.list = async () => [];
    },
    ['deletion on the laptop'],
    'nothing outlives a deletion',
  ],
  [
    'forgets a session while the password changes',
    ({ sessions }) => {
      sessions.adoptSecurityVersion = async () => {};
    },
    ['change on the laptop'],
    'a session stays valid until something ends it',
  ],
  [
    'does not sign out',
    ({ sessions }) => {
      sessions.delete = async () => {};
    },
    ['sign-out of the laptop'],
    'no session outlives a sign-out',
  ],
  [
    'counts no sign-in',
    ({ accounts }) => {
      const { commitSignIn } = accounts;
      accounts.commitSignIn = async (signIn) => {
        const counted = await commitSignIn(signIn);
        const account = accounts.items.get(signIn.account.sub);
        if (account) accounts.set({ ...account, sessionCount: 0 });
        return counted;
      };
    },
    ['sign-in'],
    'the count of sessions is never below the number of valid ones',
  ],
  [
    'does not remove a scope',
    commitBlindly,
    ['sign-in', 'loss of the scope'],
    'no session has a scope that was taken away',
  ],
  [
    'commits a sign-in though the user has signed out everywhere since',
    commitBlindly,
    ['sign-in', 'sign-out everywhere'],
    'a sign-in with the correct password completes what a fault interrupted',
  ],
  [
    'does not replace the password',
    ({ accounts }) => {
      accounts.changePassword = async () => true;
    },
    ['change on the laptop'],
    'what was answered as done has happened',
  ],
  [
    'disables nothing',
    ({ administration }) => {
      administration.disable = async () => true;
    },
    ['disabling'],
    'what was answered as done has happened',
  ],
  [
    'commits a sign-in to a disabled account',
    ({ accounts }) => {
      const { commitSignIn } = accounts;
      accounts.commitSignIn = async (signIn) => {
        const current = accounts.items.get(signIn.account.sub);
        if (current) accounts.set({ ...current, state: 'ACTIVE' });
        const counted = await commitSignIn({ ...signIn, account: current ?? signIn.account });
        const committed = accounts.items.get(signIn.account.sub);
        if (current && committed) accounts.set({ ...committed, state: current.state });
        return counted;
      };
    },
    ['sign-in', 'disabling'],
    'a disabled account has no sessions',
  ],
  [
    'ends no session of a disabled account',
    ({ sessions }) => {
      sessions.list = async () => [];
    },
    ['disabling'],
    'no session outlives a disabling or a temporary password',
  ],
  [
    'commits a sign-in with the password before a temporary one',
    commitBlindly,
    ['sign-in', 'temporary password'],
    'no session predates a sweep',
  ],
])('a store that %s is detected', async (_what, plant, names, found) => {
  const account = await createAccountWorld();
  await expect(check(account, ({ deps }) => plant(deps), names)).rejects.toThrow(found);
  await expect(check(account, () => {}, names)).resolves.toBeGreaterThan(0);
});

test('a store that gives one name to two accounts is detected', async () => {
  const account = await createEmptyWorld();
  const overwrite = ({ deps: { names } }: World) => {
    names.reserve = async (pointer) => {
      names.items.set(pointer.name, pointer);
      return true;
    };
  };
  const names = ['registration', 'registration'];
  await expect(check(account, overwrite, names)).rejects.toThrow('what was answered as done has happened');
  await expect(check(account, () => {}, names)).resolves.toBeGreaterThan(1);
});
