import { signOutEverywhere } from '../../../../lambda/identity/sessions/sign-out-everywhere';
import { createFakeDependencies, SOURCE } from '../../fakes/auth-dependencies';
import { signInAgain, signUp } from '../../fakes/signed-in';

test('ends all sessions of the account, none of another, and logs it once', async () => {
  const deps = createFakeDependencies();
  const { caller } = await signUp(deps);
  await signInAgain(deps);
  const bob = await signUp(deps, 'Bob');
  deps.logged.length = 0;

  await signOutEverywhere(deps)({ caller, source: SOURCE });

  expect([...deps.sessions.items.values()].map(({ sub }) => sub)).toEqual([bob.caller.sub]);
  const { sub, sid } = caller;
  expect(deps.logged).toEqual([
    { event: 'signed_out_everywhere', sub, sid, sourceIp: SOURCE.ip, requestId: SOURCE.requestId },
  ]);
});
