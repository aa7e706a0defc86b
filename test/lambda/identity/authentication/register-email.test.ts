/** The e-mail address of a sign-up, and the end of accounts that never verify one. */
import type { SignUpEmail } from '../../../../lambda/identity/authentication/open-account';
import { register } from '../../../../lambda/identity/authentication/register';
import { createFakeDependencies, PASSWORD, SOURCE, uuid } from '../../fakes/auth-dependencies';

const command = { username: 'Ada', password: PASSWORD, source: SOURCE };
const email = (faults: SignUpEmail['faults'] = []) => ({ faults, request: jest.fn(async () => {}) });
const fault = { pointer: '#/email', detail: 'is wrong' };

test('the address is requested once the account exists, for its session', async () => {
  const deps = createFakeDependencies();
  const sent = email();
  sent.request.mockImplementation(async () => {
    expect(deps.accounts.items.size).toBe(1);
  });
  await register(deps)({ ...command, email: sent });
  expect(sent.request.mock.calls).toEqual([[expect.objectContaining({ sub: uuid(1), sid: uuid(2) })]]);
});

test('a faulty address is reported with the other faults, before anything is counted or created', async () => {
  const deps = createFakeDependencies();
  const sent = email([fault]);
  await expect(register(deps)({ ...command, email: sent })).rejects.toMatchObject({ errors: [fault] });
  await expect(
    register(deps)({ ...command, username: '!', password: 'short', email: sent }),
  ).rejects.toMatchObject({
    errors: [{ pointer: '#/username' }, { pointer: '#/password' }, fault],
  });
  expect(deps.accounts.items.size + deps.names.items.size + deps.signed.length).toBe(0);
  expect(sent.request).not.toHaveBeenCalled();
});

test('a name that is taken requests nothing', async () => {
  const deps = createFakeDependencies();
  await register(deps)(command);
  const sent = email();
  await expect(register(deps)({ ...command, email: sent })).rejects.toMatchObject({ code: 'USERNAME_TAKEN' });
  expect(sent.request).not.toHaveBeenCalled();
});

test('an account expires only where the stage demands a verified address', async () => {
  const deps = createFakeDependencies();
  const seconds = Math.floor(deps.clock.millis / 1000);
  await register(deps)(command);
  await register({ ...deps, unverifiedSeconds: 60 })({ ...command, username: 'Bob' });
  expect(deps.accounts.named('ada')).not.toHaveProperty('expiresAt');
  expect(deps.accounts.named('bob')?.expiresAt).toBe(seconds + 60);
});
