import { changePassword } from '../../../../lambda/identity/authentication/change-password';
import { signIn } from '../../../../lambda/identity/authentication/sign-in';
import { disableUser } from '../../../../lambda/identity/operator/disable-user';
import { setTemporaryPassword } from '../../../../lambda/identity/operator/set-temporary-password';
import {
  createFakeDependencies,
  DAY,
  type FakeDependencies,
  PASSWORD,
  SOURCE,
} from '../../fakes/auth-dependencies';
import { interruptEverywhere, type Moment } from '../../fakes/interrupt';
import { signInAgain, signUp } from '../../fakes/signed-in';

const ADA = { username: 'ada' };
const NEW_PASSWORD = 'another phrase that passes';

async function withAda() {
  const deps = createFakeDependencies();
  const laptop = await signUp(deps, 'Ada');
  await signInAgain(deps, 'Ada');
  return { deps, laptop, read: () => deps.accounts.named('ada') };
}

const set = (deps: FakeDependencies) =>
  setTemporaryPassword({ ...deps, hashFor: (_account, password) => deps.passwords.hash(password) });

const signInWith = (deps: FakeDependencies, password: string, newPassword?: string) =>
  signIn(deps)({ username: 'ada', password, newPassword, source: SOURCE, hasTime: () => true });

test('sets a random password for a day, and revokes every session', async () => {
  const { deps, read } = await withAda();
  const { password, ...handed } = await set(deps)(ADA);
  const until = deps.clock.millis + DAY * 1000;
  expect(handed).toEqual({ username: 'Ada', until, failedSignIns: 0 });
  expect(read()).toMatchObject({
    passwordHash: `m=1|${password}`,
    passwordTemporaryUntil: until,
    securityVersion: 2,
    sessionsRevokedThroughVersion: 2,
  });
  expect(deps.sessions.items.size).toBe(0);
  expect(JSON.stringify([deps.audited, deps.logged])).not.toContain(password);
});

test('the password serves only to set another one, for a day', async () => {
  const { deps } = await withAda();
  const { password } = await set(deps)(ADA);
  await expect(signInWith(deps, password)).rejects.toMatchObject({ code: 'PASSWORD_CHANGE_REQUIRED' });
  await expect(signInWith(deps, PASSWORD)).rejects.toMatchObject({ code: 'INVALID_CREDENTIALS' });
  deps.clock.millis += DAY * 1000;
  const refused = { code: 'INVALID_CREDENTIALS' };
  await expect(signInWith(deps, password)).rejects.toMatchObject(refused);
  await expect(signInWith(deps, password, NEW_PASSWORD)).rejects.toMatchObject(refused);
  deps.clock.millis -= 1;
  await signInWith(deps, password, NEW_PASSWORD);
  await expect(signInWith(deps, password, NEW_PASSWORD)).rejects.toMatchObject(refused);
  await signInWith(deps, NEW_PASSWORD);
});

test('a second run creates another one, and the first is no longer valid', async () => {
  const { deps } = await withAda();
  const { password: first } = await set(deps)(ADA);
  const { password: second } = await set(deps)(ADA);
  expect(second).not.toBe(first);
  await expect(signInWith(deps, first)).rejects.toMatchObject({ code: 'INVALID_CREDENTIALS' });
  await expect(signInWith(deps, second)).rejects.toMatchObject({ code: 'PASSWORD_CHANGE_REQUIRED' });
});

test('an expired one does not change the password either, with a token that is still accepted', async () => {
  const { deps, laptop } = await withAda();
  const { password: currentPassword } = await set(deps)(ADA);
  deps.clock.millis += DAY * 1000;
  const change = { caller: laptop.caller, currentPassword, newPassword: NEW_PASSWORD, source: SOURCE };
  await expect(changePassword(deps)(change)).rejects.toMatchObject({ code: 'INVALID_CURRENT_PASSWORD' });
});

test('a concurrent sign-in with the former password starts no session', async () => {
  const { deps } = await withAda();
  const sessions: typeof deps.sessions = {
    ...deps.sessions,
    async put(session) {
      await deps.sessions.put(session);
      await set(deps)(ADA);
    },
  };
  await expect(signInWith({ ...deps, sessions }, PASSWORD)).rejects.toMatchObject({
    code: 'INVALID_CREDENTIALS',
  });
  expect(deps.sessions.items.size).toBe(0);
});

test('failed sign-ins stay counted, and are returned', async () => {
  const { deps, read } = await withAda();
  const ada = read();
  if (ada) deps.accounts.set({ ...ada, attempts: { failures: 100, lastAttemptAt: 1 } });
  expect(await set(deps)(ADA)).toMatchObject({ failedSignIns: 100 });
  expect(read()?.attempts.failures).toBe(100);
});

test.each<[string, (deps: FakeDependencies) => Promise<unknown>, RegExp]>([
  ['disabled', (deps) => disableUser(deps)(ADA), /is disabled: enable it first/],
  [
    'being deleted',
    async (deps) => deps.accounts.markDeleting(deps.accounts.named('ada') as never, 'owner'),
    /is being deleted/,
  ],
])('an account that is %s gets no password', async (_state, act, message) => {
  const { deps, read } = await withAda();
  await act(deps);
  const before = read();
  await expect(set(deps)(ADA)).rejects.toThrow(message);
  expect(read()).toEqual(before);
});

test('an account that keeps changing is not changed', async () => {
  const { deps, read } = await withAda();
  const before = read();
  const administration = { ...deps.administration, setTemporaryPassword: async () => false };
  await expect(set({ ...deps, administration })(ADA)).rejects.toThrow('run the command again');
  expect(read()).toEqual(before);
  expect(deps.sessions.items.size).toBe(2);
});

test('an account that has changed between the read and the write is read again', async () => {
  const { deps } = await withAda();
  let writes = 0;
  const administration: typeof deps.administration = {
    ...deps.administration,
    setTemporaryPassword: async (account, password) =>
      writes++ > 0 && deps.administration.setTemporaryPassword(account, password),
  };
  const { password } = await set({ ...deps, administration })(ADA);
  await expect(signInWith(deps, password)).rejects.toMatchObject({ code: 'PASSWORD_CHANGE_REQUIRED' });
});

test.each<Moment>(['before', 'after'])(
  'when interrupted %s any step, another run revokes the sessions, and none outlives the sign-in',
  async (moment) => {
    const steps = await interruptEverywhere(
      withAda,
      ({ deps }, interrupt) => set(interrupt(deps))(ADA),
      moment,
      async ({ deps, read }) => {
        const { password } = await set(deps)(ADA);
        expect(deps.sessions.items.size).toBe(0);
        await signInWith(deps, password, NEW_PASSWORD);
        expect(read()?.sessionsRevokedThroughVersion).toBe(read()?.securityVersion);
        expect(deps.sessions.items.size).toBe(1);
      },
    );
    expect(steps).toBe(5);
  },
);
