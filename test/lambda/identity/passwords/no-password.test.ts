/** What an account without a password refuses, and that it can do everything else. */
import type { Account } from '../../../../lambda/identity/accounts/account';
import { deleteAccount } from '../../../../lambda/identity/accounts/delete-account';
import { changeUsername } from '../../../../lambda/identity/accounts/usernames/change-username';
import { signIn } from '../../../../lambda/identity/authentication/sign-in';
import { stepUp } from '../../../../lambda/identity/factors/step-up';
import { setTemporaryPassword } from '../../../../lambda/identity/operator/set-temporary-password';
import { NO_PASSWORD } from '../../../../lambda/identity/passwords/no-password';
import { createFakeHasher, type FakeDependencies, PASSWORD, SOURCE } from '../../fakes/auth-dependencies';
import { createFactorDependencies } from '../../fakes/factor-scene';
import { signUpWithoutPassword } from '../../fakes/passwordless';
import { signInAgain, signUp } from '../../fakes/signed-in';
import { unavailable } from '../../fakes/unavailable';

const ada = ({ accounts }: FakeDependencies) => accounts.named('ada') as Account;
const command = (password: string, username = 'Ada') => ({
  username,
  password,
  source: SOURCE,
  hasTime: () => true,
});

async function setUp() {
  const deps = createFactorDependencies();
  return { deps, ...(await signUpWithoutPassword(deps)) };
}

test('no password signs in, and the work is that of a wrong password', async () => {
  const { deps } = await setUp();
  await signUp(deps, 'Bob');
  deps.passwords.work.length = 0;
  for (const tried of [command(PASSWORD), command(NO_PASSWORD), command(''), command('a guess', 'Bob')]) {
    await expect(signIn(deps)(tried)).rejects.toMatchObject({ code: 'INVALID_CREDENTIALS' });
  }
  expect(deps.passwords.work).toEqual(Array(4).fill('verify m=1'));
  expect(ada(deps)).toMatchObject({ passwordHash: NO_PASSWORD, attempts: { failures: 3 } });
});

test('no other system is asked for its password, and no new parameters of the hash replace the marker', async () => {
  const { deps } = await setUp();
  const verifyElsewhere = jest.fn(async () => true);
  const changed = { ...deps, verifyElsewhere, passwords: createFakeHasher('m=2') };
  await expect(signIn(changed)(command(PASSWORD))).rejects.toMatchObject({ code: 'INVALID_CREDENTIALS' });
  expect(verifyElsewhere).not.toHaveBeenCalled();
  expect(changed.passwords.work).toEqual(['verify m=2']);
  expect(ada(deps).passwordHash).toBe(NO_PASSWORD);
});

test('no password steps a session up', async () => {
  const { deps, caller } = await setUp();
  for (const password of [PASSWORD, NO_PASSWORD]) {
    await expect(stepUp(deps)({ caller, proof: { password }, source: SOURCE })).rejects.toMatchObject({
      code: 'INVALID_CURRENT_PASSWORD',
    });
  }
  expect(deps.passwords.work).toEqual(['verify m=1', 'verify m=1']);
});

test('its user changes the username and deletes the account after a recent authentication', async () => {
  const { deps, caller } = await setUp();
  await changeUsername(deps)({ caller, username: 'ada.lovelace', source: SOURCE });
  expect(deps.accounts.named('ada.lovelace')).toMatchObject({ passwordHash: NO_PASSWORD });
  const erase = deleteAccount(deps);
  expect(await erase({ caller, source: SOURCE, hasTime: () => true })).toBe('done');
  expect([deps.accounts.items.size, deps.names.items.size]).toEqual([0, 0]);
});

test('its session continues a deletion that was interrupted, however long ago its user was authenticated', async () => {
  const { deps, caller } = await setUp();
  const failing = { ...deps, data: { ...deps.data, deleteSome: unavailable } };
  const again = { caller, source: SOURCE, hasTime: () => true };
  await expect(deleteAccount(failing)(again)).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
  expect(ada(deps).state).toBe('DELETING');
  deps.clock.millis += (deps.reauthenticationSeconds + 1) * 1000;
  expect(await deleteAccount(deps)(again)).toBe('done');
  expect(deps.accounts.items.size).toBe(0);
});

test('an operator gives it a temporary password, which its user replaces at the next sign-in', async () => {
  const { deps } = await setUp();
  const set = setTemporaryPassword({
    ...deps,
    hashFor: (_account, password) => deps.passwords.hash(password),
  });
  const { password } = await set({ username: 'ada' });
  await expect(signInAgain(deps, 'Ada', password)).rejects.toMatchObject({
    code: 'PASSWORD_CHANGE_REQUIRED',
  });
  await signIn(deps)({ ...command(password), newPassword: 'another battery staple' });
  await expect(signInAgain(deps, 'Ada', 'another battery staple')).resolves.toBeDefined();
});
