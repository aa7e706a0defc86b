/**
 * Sign-ins that are rejected for different reasons have one response, one log line and one amount of work.
 */
import type { Account } from '../../../lambda/identity/accounts/account';
import { createDeviceToken, formatDeviceToken } from '../../../lambda/identity/devices/device';
import { DAY, PASSWORD } from '../fakes/auth-dependencies';
import {
  type Attempt,
  attempt,
  createThrottled,
  forgetCalls,
  outcomeOf,
  registerAda,
} from '../fakes/throttled';

type Deps = ReturnType<typeof createThrottled>;

const REFUSED = 'INVALID_CREDENTIALS';
const NEW_PASSWORD = 'another phrase that passes';

/** Each reason, with a sign-in that is rejected only for it. */
const reasons: Readonly<
  Record<string, { readonly change?: (deps: Deps) => Partial<Account>; readonly sent?: Attempt }>
> = {
  'a wrong password': { sent: { password: 'a wrong password' } },
  'an unknown name': { sent: { username: 'bob' } },
  'a text that can be no name': { sent: { username: 'no name!' } },
  'a disabled account': { change: () => ({ state: 'DISABLED' }) },
  'an expired temporary password': { change: ({ now }) => ({ passwordTemporaryUntil: now() }) },
  'a disabled account with a temporary password': {
    change: ({ now }) => ({ state: 'DISABLED', passwordTemporaryUntil: now() + DAY * 1000 }),
  },
};

async function withAda(change?: (deps: Deps) => Partial<Account>) {
  const deps = createThrottled();
  const deviceToken = await registerAda(deps);
  const ada = deps.accounts.named('ada');
  if (ada && change) deps.accounts.set({ ...ada, ...change(deps) });
  forgetCalls(deps);
  return { deps, deviceToken };
}

/** Returns the cost of an attempt, with attempts on accounts and on unknown names treated alike. */
async function workOf(reason: string, more: Attempt = {}) {
  const { change, sent } = reasons[reason] ?? {};
  const { deps, deviceToken } = await withAda(change);
  const sessions = deps.sessions.items.size;
  const answer = await outcomeOf(attempt(deps, { ...sent, ...more }));
  const { calls, passwords, logged, signed } = deps;
  const [{ sub: _, usernameHash: _hash, ...line } = {}] = logged as readonly Readonly<
    Record<string, unknown>
  >[];
  return {
    answer,
    calls: calls.map((call) =>
      call.replace(/^(accountAttempts|unknownUsernameAttempts)\.reserve$/, 'attempts.reserve'),
    ),
    work: [...passwords.work],
    lines: logged.length,
    line: { ...line, sourceIp: '' },
    signed: signed.length,
    begun: deps.sessions.items.size - sessions,
    deviceToken: typeof deviceToken,
  };
}

describe.each([
  ['', {}],
  [' with a new password', { newPassword: NEW_PASSWORD }],
  [' with a device token that was never issued', { deviceToken: formatDeviceToken(createDeviceToken()) }],
  [' with a text instead of a device token', { deviceToken: 'd1.x' }],
])('a sign-in%s', (_how, more) => {
  test.each(Object.keys(reasons))(
    '%s: the answer, the calls, the hashes and the log are the same',
    async (reason) => {
      const work = await workOf(reason, more);
      expect(work).toMatchObject({ answer: REFUSED, lines: 1, line: { event: 'sign_in_failed' }, begun: 0 });
      expect(work.work).toHaveLength(1);
      expect(work).toEqual(await workOf('an unknown name', more));
    },
  );
});

test('Cognito is not called for a disabled account', async () => {
  const { deps } = await withAda(() => ({ state: 'DISABLED', passwordHash: '$cognito$' }));
  const verifyElsewhere = jest.fn(async () => true);
  expect(await outcomeOf(attempt({ ...deps, verifyElsewhere } as Deps))).toBe(REFUSED);
  expect(verifyElsewhere).not.toHaveBeenCalled();
});

test('a disabled account is rejected on a known device, too', async () => {
  const { deps, deviceToken } = await withAda(() => ({ state: 'DISABLED' }));
  expect(await outcomeOf(attempt(deps, { deviceToken }))).toBe(REFUSED);
  expect(await outcomeOf(attempt(deps, { deviceToken, password: PASSWORD }))).toBe(REFUSED);
});
