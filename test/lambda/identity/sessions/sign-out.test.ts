import { signOut } from '../../../../lambda/identity/sessions/sign-out';
import { createFakeDependencies, SOURCE } from '../../fakes/auth-dependencies';
import { signInAgain, signUp } from '../../fakes/signed-in';

test('ends only the session of the request, and logs it', async () => {
  const deps = createFakeDependencies();
  const { caller } = await signUp(deps);
  const { caller: other } = await signInAgain(deps);
  deps.logged.length = 0;

  await signOut(deps)({ caller, source: SOURCE });

  expect([...deps.sessions.items.values()].map(({ sid }) => sid)).toEqual([other.sid]);
  const { sub, sid } = caller;
  expect(deps.logged).toEqual([
    { event: 'signed_out', sub, sid, sourceIp: SOURCE.ip, requestId: SOURCE.requestId },
  ]);
});

test('does not log a sign-out that fails', async () => {
  const deps = createFakeDependencies();
  const log = jest.fn();
  const sessions = { delete: () => Promise.reject(new Error('interrupted')) };
  const { caller } = await signUp(deps);
  await expect(signOut({ sessions, log })({ caller, source: SOURCE })).rejects.toThrow('interrupted');
  expect(log).not.toHaveBeenCalled();
});
