import { authenticateByPassword } from '../../../../lambda/identity/authentication/authenticate-by-password';
import { register } from '../../../../lambda/identity/authentication/register';
import { findDevice, parseDeviceToken } from '../../../../lambda/identity/devices/device';
import { createFakeDependencies, createFakeHasher, PASSWORD, SOURCE } from '../../fakes/auth-dependencies';

const command = { username: 'ADA', password: PASSWORD, source: SOURCE, hasTime: () => true };

async function withAda() {
  const deps = createFakeDependencies();
  const { device_token: deviceToken } = await register(deps)({ ...command, username: 'Ada' });
  deps.sessions.items.clear();
  return { deps, deviceToken };
}

test('returns the account and the methods, and starts nothing', async () => {
  const { deps } = await withAda();
  const account = deps.accounts.named('ada');
  expect(await authenticateByPassword(deps)(command)).toEqual({ account, amr: ['pwd'] });
  expect(deps.sessions.items.size).toBe(0);
  expect(deps.signed).toHaveLength(1);
  expect(deps.accounts.named('ada')).toMatchObject({ sessionCount: 1 });
});

test('returns the known device', async () => {
  const { deps, deviceToken } = await withAda();
  const token = parseDeviceToken(deviceToken);
  const device = findDevice(deps.accounts.named('ada')?.devices ?? [], token, 0);
  expect(await authenticateByPassword(deps)({ ...command, deviceToken })).toMatchObject({
    device: { device, token },
  });
});

test('returns a new hash when the parameters of the old one are outdated, and stores nothing', async () => {
  const { deps } = await withAda();
  const authenticated = await authenticateByPassword({ ...deps, passwords: createFakeHasher('m=2') })(
    command,
  );
  expect(authenticated.newPasswordHash).toBe(`m=2|${PASSWORD}`);
  expect(deps.accounts.named('ada')?.passwordHash).toBe(`m=1|${PASSWORD}`);
});

test.each([
  ['a wrong password', { password: 'a wrong password' }],
  ['an unknown name', { username: 'nobody' }],
  ['an address', { username: 'ada@example.com' }],
])('rejects %s', async (_what, change) => {
  const { deps } = await withAda();
  await expect(authenticateByPassword(deps)({ ...command, ...change })).rejects.toMatchObject({
    code: 'INVALID_CREDENTIALS',
  });
});
