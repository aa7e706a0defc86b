import { changePassword } from '../../../lambda/identity/authentication/change-password';
import { DependencyUnavailableError, ValidationError } from '../../../lambda/shared/errors';
import { DAY, PASSWORD, SOURCE } from '../fakes/auth-dependencies';
import { createThrottled, guarded, outcomeOf, registerAda, type Throttled } from '../fakes/throttled';

const NEW = 'another horse battery';
const WRONG = 'a wrong horse battery';
const REFUSED = 'INVALID_CURRENT_PASSWORD';

async function withAda() {
  const deps = createThrottled();
  await registerAda(deps);
  const ada = () => {
    const account = deps.accounts.named('ada');
    if (!account) throw new Error('The account is gone');
    return account;
  };
  return { deps, ada };
}

/** Changes ada's password with a token of her first session. */
function change(deps: Throttled, currentPassword = WRONG, newPassword = NEW): Promise<string | number> {
  const { sub = '', sid = '' } = deps.signed[0] ?? {};
  const caller = { sub, sid, authTime: 0, amr: [] };
  return outcomeOf(changePassword(deps)({ caller, currentPassword, newPassword, source: SOURCE }));
}

test('of fifty concurrent guesses five reach the password', async () => {
  const { deps } = await withAda();
  const outcomes = await Promise.all(Array.from({ length: 50 }, () => change(deps)));
  expect(outcomes.filter((outcome) => outcome === REFUSED)).toHaveLength(5);
  expect(outcomes.filter((outcome) => outcome === 1)).toHaveLength(45);
  expect(deps.passwords.work).toHaveLength(5);
});

test('the new password is compared with the stored one only for the session that changed it last', async () => {
  const { deps, ada } = await withAda();
  expect(await change(deps, WRONG, PASSWORD)).toBe(REFUSED);
  expect(await change(deps, PASSWORD)).toBe('done');
  deps.passwords.work.length = 0;
  // A repeated change is not a guess.
  for (let n = 0; n < 20; n++) expect(await change(deps, PASSWORD)).toBe('done');
  // Two passwords were tried each time.
  expect(deps.passwords.work).toHaveLength(40);
  expect(ada()).toMatchObject({ securityVersion: 2, changeAttempts: { failures: 0 } });
});

test('the session that changed the password last learns of a wrong one, even after each wait', async () => {
  const { deps, ada } = await withAda();
  await change(deps, PASSWORD);
  deps.passwords.work.length = 0;
  const mistype = () => change(deps, WRONG, 'a third horse battery');
  for (let n = 0; n < 3; n++) expect(await mistype()).toBe(REFUSED);
  // Of either kind.
  expect(deps.passwords.work).toHaveLength(5);
  deps.logged.length = 0;
  for (const wait of [1, 2]) {
    expect(await mistype()).toBe(wait);
    deps.clock.millis += wait * 1000;
    expect(await mistype()).toBe(REFUSED);
  }
  // One for each wait.
  expect(ada().changeAttempts.failures).toBe(7);
  expect(deps.logged.filter(({ event }) => event === 'attempt_throttled')).toHaveLength(2);
  deps.clock.millis += 4_000;
  expect(await change(deps, NEW, PASSWORD)).toBe('done');
});

test('a password tried as the new one counts on the failures that have not expired', async () => {
  const { deps, ada } = await withAda();
  await change(deps, PASSWORD);
  const changeAttempts = { failures: 50, lastAttemptAt: deps.now() };
  deps.accounts.set({ ...ada(), changeAttempts });
  deps.clock.millis += 48 * 3 * DAY * 1000;
  expect(await change(deps, WRONG, 'a third horse battery')).toBe(REFUSED);
  expect(ada().changeAttempts.failures).toBe(4);
});

test('a counter that cannot be written fails the change before a password is checked', async () => {
  const { deps } = await withAda();
  const reserve = () => Promise.reject(new DependencyUnavailableError('no answer'));
  const failing = guarded({ ...deps, accountAttempts: { ...deps.accountAttempts, reserve } });
  expect(await change(failing, PASSWORD)).toBe('DEPENDENCY_UNAVAILABLE');
  expect(deps.passwords.work).toEqual([]);
});

test('a new password that breaks the rules is rejected before anything is counted or hashed', async () => {
  const { deps, ada } = await withAda();
  const before = ada();
  expect(await change(deps, PASSWORD, 'ada ada ada ada ada')).toBe('VALIDATION_FAILED');
  expect(ada()).toEqual(before);
  expect(deps.passwords.work).toEqual([]);
});

test('the breach check runs only after the current password was correct, and never during a wait', async () => {
  const { deps, ada } = await withAda();
  const rejectBreachedPassword = jest.fn(async () => {
    throw new ValidationError([{ pointer: '#/new_password', detail: 'is known' }]);
  });
  const checking = { ...deps, rejectBreachedPassword };
  expect(await change(checking)).toBe(REFUSED);
  expect(rejectBreachedPassword).not.toHaveBeenCalled();
  for (let n = 0; n < 4; n++) expect(await change(checking, PASSWORD)).toBe('VALIDATION_FAILED');
  expect(await change(checking, PASSWORD)).toBe(1);
  expect(rejectBreachedPassword.mock.calls).toEqual(Array(4).fill([NEW, '#/new_password']));
  expect(ada().securityVersion).toBe(1);
});
