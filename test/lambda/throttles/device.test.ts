import {
  createDeviceToken,
  formatDeviceToken,
  parseDeviceToken,
} from '../../../lambda/identity/devices/device';
import { PASSWORD, SOURCE } from '../fakes/auth-dependencies';
import {
  type Attempt,
  attempt,
  createThrottled,
  outcomeOf,
  registerAda,
  setFailures,
} from '../fakes/throttled';

const WRONG = 'a wrong horse battery';
const REFUSED = 'INVALID_CREDENTIALS';

async function withAda() {
  const deps = createThrottled();
  const deviceToken = await registerAda(deps);
  const signIn = (given: Attempt = {}) => outcomeOf(attempt(deps, given));
  const devices = () => deps.accounts.named('ada')?.devices ?? [];
  return { deps, deviceToken, signIn, devices };
}

describe('a device that has signed in before', () => {
  test('is known by the token of a registration, and of every sign-in', async () => {
    const { deps, deviceToken, signIn } = await withAda();
    const { device_token: other } = await attempt(deps);
    const { device_token: again } = await attempt(deps, { deviceToken });
    expect(other).not.toBe(deviceToken);
    expect(again).toBe(deviceToken);
    for (const known of [deviceToken, other]) {
      setFailures(deps, 100);
      expect(await signIn({ deviceToken: known })).toBe('done');
    }
  });

  test('waits for its own failures, which do not delay others', async () => {
    const { deps, deviceToken, signIn, devices } = await withAda();
    const { device_token: other } = await attempt(deps);
    for (let n = 0; n < 5; n++) expect(await signIn({ password: WRONG, deviceToken })).toBe(REFUSED);
    expect(await signIn({ deviceToken })).toBe(1);
    expect(await signIn({ deviceToken: other })).toBe('done');
    expect(await signIn()).toBe('done');
    expect(deps.accounts.named('ada')?.attempts.failures).toBe(0);

    deps.clock.millis += 1000;
    expect(await signIn({ deviceToken })).toBe('done');
    expect(devices().every(({ failures }) => failures === 0)).toBe(true);
  });

  test('with a hundred failures counts as an unknown device: it locks no other device, and cannot guess further', async () => {
    const { deps, deviceToken, signIn, devices } = await withAda();
    const failed = { failures: 100, lastAttemptAt: deps.now() };
    const ada = deps.accounts.named('ada');
    if (ada) deps.accounts.set({ ...ada, devices: ada.devices.map((device) => ({ ...device, ...failed })) });
    for (let n = 0; n < 5; n++) expect(await signIn({ password: WRONG, deviceToken })).toBe(REFUSED);
    expect(await signIn({ password: WRONG, deviceToken })).toBe(1);
    expect(devices()[0]?.failures).toBe(100);

    deps.clock.millis += 1000;
    const { device_token: another } = await attempt(deps, { deviceToken });
    expect(another).not.toBe(deviceToken);
    setFailures(deps, 100);
    expect(await signIn({ deviceToken: another })).toBe('done');
    setFailures(deps, 100);
    expect(await signIn({ deviceToken })).toBe(900);
  });

  test('does not count against its source', async () => {
    const { deps, deviceToken, signIn } = await withAda();
    for (let n = 0; n < 60; n++) await signIn({ username: `user-${n}`, ip: SOURCE.ip });
    expect(await signIn({ ip: SOURCE.ip })).not.toBe('done');
    deps.calls.length = 0;
    expect(await signIn({ ip: SOURCE.ip, deviceToken })).toBe('done');
    expect(deps.calls.filter((call) => call.startsWith('sourceRateLimits'))).toEqual([]);
  });
});

test('an unknown device gets no token for a wrong password, and a new one for the right one', async () => {
  const { deps, deviceToken, devices } = await withAda();
  const idOf = (token: string) => parseDeviceToken(token)?.id ?? '';
  const brought = formatDeviceToken(createDeviceToken());
  await expect(attempt(deps, { password: WRONG, deviceToken: brought })).rejects.toMatchObject({
    code: REFUSED,
  });
  expect(devices()).toHaveLength(1);
  const { device_token: given } = await attempt(deps, { password: PASSWORD, deviceToken: brought });
  expect([brought, deviceToken]).not.toContain(given);
  expect(devices().map(({ id }) => id)).toEqual([idOf(deviceToken), idOf(given)]);
});
