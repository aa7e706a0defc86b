import { endAllSessions } from '../../../../lambda/identity/sessions/end-all-sessions';
import { createFakeDependencies, type FakeDependencies } from '../../fakes/auth-dependencies';
import { interruptEverywhere, type Moment } from '../../fakes/interrupt';
import { signInAgain, signUp } from '../../fakes/signed-in';

/** Ada, signed in three times, and Bob. */
async function setUp() {
  const deps = createFakeDependencies();
  const first = await signUp(deps);
  const own = await signInAgain(deps);
  await signInAgain(deps);
  const bob = await signUp(deps, 'Bob');
  return { deps, own: own.caller, first: first.caller, bob: bob.caller };
}

const subsOf = ({ sessions }: FakeDependencies) => [...sessions.items.values()].map(({ sub }) => sub);

test('ends all sessions of the caller, and none of another account', async () => {
  const { deps, own, bob } = await setUp();
  await endAllSessions(deps)(own);
  expect(subsOf(deps)).toEqual([bob.sub]);
  expect(deps.accounts.named('ada')).toMatchObject({ securityVersion: 2, sessionsRevokedThroughVersion: 2 });
  const sessions = { ...deps.sessions, deleteOutdated: jest.fn() };
  await signInAgain({ ...deps, sessions });
  expect(sessions.deleteOutdated).not.toHaveBeenCalled();
});

test('keeps the failed attempts to change the password, so that a caller cannot guess on', async () => {
  const { deps, own } = await setUp();
  const ada = deps.accounts.named('ada');
  if (ada) deps.accounts.set({ ...ada, changeAttempts: { failures: 7, lastAttemptAt: 1 } });
  await endAllSessions(deps)(own);
  expect(deps.accounts.named('ada')?.changeAttempts.failures).toBe(7);
});

test('revokes a session that a password change has kept', async () => {
  const { deps, own, first } = await setUp();
  const ada = deps.accounts.named('ada');
  if (ada) await deps.accounts.changePassword(ada, 'new', first.sid);
  await endAllSessions(deps)(own);
  expect(deps.accounts.named('ada')?.kept).toBeUndefined();
  expect(await deps.sessions.find(first)).toBeUndefined();
});

test('ends the session of the caller last, so that the request can be repeated', async () => {
  const { deps, own } = await setUp();
  const sessions = { ...deps.sessions, delete: () => Promise.reject(new Error('interrupted')) };
  await expect(endAllSessions({ ...deps, sessions })(own)).rejects.toThrow('interrupted');
  expect([...deps.sessions.items.values()].filter(({ sub }) => sub === own.sub)).toMatchObject([
    { sid: own.sid },
  ]);
});

test.each<Moment>(['before', 'after'])(
  'when interrupted %s any step, the same request or the next sign-in completes it',
  async (moment) => {
    for (const finish of ['request', 'sign-in'] as const) {
      const steps = await interruptEverywhere(
        setUp,
        ({ deps, own }, interrupt) => endAllSessions(interrupt(deps))(own),
        moment,
        async ({ deps, own, bob }) => {
          // before its first step, nothing has changed
          const hasBegun = deps.accounts.named('ada')?.securityVersion !== 1;
          if (finish === 'request') await endAllSessions(deps)(own);
          else if (hasBegun) {
            const { caller } = await signInAgain(deps);
            await deps.sessions.delete(caller);
          } else return;
          expect(subsOf(deps)).toEqual([bob.sub]);
        },
      );
      expect(steps).toBe(4);
    }
  },
);

test('a session that starts afterwards stays valid, even when the request is repeated late', async () => {
  const { deps, own } = await setUp();
  await endAllSessions(deps)(own);
  const { caller } = await signInAgain(deps);
  expect(await deps.sessions.find(caller)).toMatchObject({ securityVersion: 2 });
});

test('deletes what is left of an account that no longer exists', async () => {
  const { deps, own, bob } = await setUp();
  deps.accounts.items.delete(own.sub);
  await endAllSessions(deps)(own);
  expect(subsOf(deps)).toEqual([bob.sub]);
});
