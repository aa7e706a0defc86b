import type { Account } from '../../../../lambda/identity/accounts/account';
import { createAccount } from '../../../../lambda/identity/accounts/create-account';
import { unlockAccount } from '../../../../lambda/identity/operator/unlock-account';
import { newAccount } from '../../fakes/new-account';
import { attempt, createThrottled, outcomeOf, registerAda, setFailures } from '../../fakes/throttled';

async function withLockedAda() {
  const deps = createThrottled();
  const deviceToken = await registerAda(deps);
  setFailures(deps, 100);
  return { deps, deviceToken };
}

test('a locked account accepts attempts again at once, with any spelling of its name', async () => {
  const { deps } = await withLockedAda();
  expect(await outcomeOf(attempt(deps))).toBe(900);
  await unlockAccount(deps)('ADA');
  expect(await outcomeOf(attempt(deps))).toBe('done');
});

test('sessions stay valid and devices stay known, so further guesses do not block the user', async () => {
  const { deps, deviceToken } = await withLockedAda();
  for (let n = 0; n < 6; n++) await outcomeOf(attempt(deps, { password: 'a wrong password', deviceToken }));
  expect(await outcomeOf(attempt(deps, { deviceToken }))).toBe(1);
  await unlockAccount(deps)('ada');
  expect(deps.sessions.items.size).toBe(1);
  for (let n = 0; n < 6; n++) await outcomeOf(attempt(deps, { password: 'a wrong password' }));
  expect([await outcomeOf(attempt(deps)), await outcomeOf(attempt(deps, { deviceToken }))]).toEqual([
    1,
    'done',
  ]);
});

test('clears the guesses at second factors', async () => {
  const { deps } = await withLockedAda();
  const account = deps.accounts.named('ada') as Account;
  const enrolled = { ...account, secondFactorSince: 1, factorFailures: 20, stepUpFailures: 20 };
  deps.accounts.set(enrolled);
  await unlockAccount(deps)('ada');
  expect(deps.accounts.named('ada')).toMatchObject({
    factorFailures: 0,
    stepUpFailures: 0,
    secondFactorSince: 1,
  });
});

test('removes the known devices on request', async () => {
  const { deps, deviceToken } = await withLockedAda();
  await unlockAccount(deps)('ada', { forgetDevices: true });
  setFailures(deps, 100);
  expect(await outcomeOf(attempt(deps, { deviceToken }))).toBe(900);
});

test('does not unlock another account', async () => {
  const { deps } = await withLockedAda();
  const ada = deps.accounts.named('ada');
  await createAccount(deps)(newAccount({ name: 'bob' }));
  await unlockAccount(deps)('bob');
  expect(deps.accounts.named('ada')).toEqual(ada);
});

test.each(['bob', 'no name!'])('rejects the unknown user %j', async (username) => {
  const { deps } = await withLockedAda();
  await expect(unlockAccount(deps)(username)).rejects.toThrow(`The user "${username}" does not exist`);
  expect(deps.calls).not.toContain('accountAttempts.clear');
});
