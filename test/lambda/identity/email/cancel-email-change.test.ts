import { cancelEmailChange } from '../../../../lambda/identity/email/cancel-email-change';
import { createFakeDependencies, SOURCE } from '../../fakes/auth-dependencies';
import { ADDRESS, askForEmail, storedAccount, verifiedEmail } from '../../fakes/email-scene';
import { signUp } from '../../fakes/signed-in';

async function setUp() {
  const deps = createFakeDependencies();
  const ada = await signUp(deps);
  const cancel = () => cancelEmailChange(deps)({ caller: ada.caller, source: SOURCE });
  return { deps, ada, cancel };
}

test('drops the pending address, and keeps the one in use', async () => {
  const { deps, ada, cancel } = await setUp();
  await verifiedEmail(deps, ada);
  await askForEmail(deps, ada, 'countess@example.com');
  deps.logged.length = 0;
  await cancel();
  const { sub, sid } = ada.caller;
  expect(storedAccount(deps, ada)).not.toHaveProperty('pendingEmail');
  expect(storedAccount(deps, ada).email?.address).toBe(ADDRESS);
  expect(deps.logged).toEqual([
    { event: 'email_change_cancelled', sub, sid, sourceIp: SOURCE.ip, requestId: SOURCE.requestId },
  ]);
});

test('succeeds when nothing is pending, and logs nothing', async () => {
  const { deps, cancel } = await setUp();
  deps.logged.length = 0;
  await cancel();
  expect(deps.logged).toEqual([]);
});

test('rejects an account that is not active', async () => {
  const { deps, ada, cancel } = await setUp();
  deps.accounts.set({ ...storedAccount(deps, ada), state: 'DISABLED' });
  await expect(cancel()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
});
