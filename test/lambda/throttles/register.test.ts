import { register } from '../../../lambda/identity/authentication/register';
import { DependencyUnavailableError, ValidationError } from '../../../lambda/shared/errors';
import { PASSWORD, SOURCE } from '../fakes/auth-dependencies';
import { createThrottled, guarded, outcomeOf, type Throttled } from '../fakes/throttled';

/** A sign-up. @default - with a valid password, from one address */
interface SignUp {
  readonly username: string;
  readonly password?: string;
  readonly ip?: string;
}

const signUp = (deps: Throttled, { username, password = PASSWORD, ip = SOURCE.ip }: SignUp) =>
  outcomeOf(register(deps)({ username, password, source: { ...SOURCE, ip } }));

/** Creates dependencies five minutes into a quarter of an hour. */
function atFivePast() {
  const deps = createThrottled();
  deps.clock.millis = Date.UTC(2026, 0, 2, 3, 5);
  return deps;
}

test('an address registers at most twenty accounts in a quarter of an hour', async () => {
  const deps = atFivePast();
  const ip = '203.0.113.7';
  const outcomes = await Promise.all(
    Array.from({ length: 50 }, (_, n) => signUp(deps, { username: `user-${n}`, ip })),
  );
  expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(20);
  expect(outcomes.filter((outcome) => outcome === 600)).toHaveLength(30);
  expect(deps.passwords.work).toHaveLength(20);
  expect(await signUp(deps, { username: 'elsewhere', ip: '203.0.113.8' })).toBe('done');
  // The sign-ins of a source have a separate count.
  expect(new Set([...deps.sourceRateLimits.items.keys()].map((key) => key.split(' ')[0]))).toEqual(
    new Set(['sign-up']),
  );
});

test.each<[string, SignUp]>([
  ['a common password', { username: 'ada', password: 'passwordpassword' }],
  ['a name that breaks the rules', { username: 'no name!' }],
])('%s is rejected before anything is counted or hashed', async (_what, given) => {
  const deps = atFivePast();
  expect(await signUp(deps, given)).toBe('VALIDATION_FAILED');
  expect(deps.calls).toEqual([]);
  expect(deps.passwords.work).toEqual([]);
});

test('a counter that cannot be written fails the registration before a password is hashed', async () => {
  const deps = atFivePast();
  const reserve = () => Promise.reject(new DependencyUnavailableError('no answer'));
  const failing = guarded({ ...deps, sourceRateLimits: { ...deps.sourceRateLimits, reserve } });
  expect(await signUp(failing, { username: 'ada' })).toBe('DEPENDENCY_UNAVAILABLE');
  expect(deps.passwords.work).toEqual([]);
  expect(deps.accounts.items.size).toBe(0);
});

test('the breach check runs at most twenty times in a quarter of an hour', async () => {
  const deps = atFivePast();
  const rejectBreachedPassword = jest.fn(async () => {
    throw new ValidationError([{ pointer: '#/password', detail: 'is known' }]);
  });
  const outcomes = [];
  for (let n = 0; n < 25; n++) {
    outcomes.push(await signUp({ ...deps, rejectBreachedPassword }, { username: `user-${n}` }));
  }
  expect(outcomes).toEqual([...Array(20).fill('VALIDATION_FAILED'), ...Array(5).fill(600)]);
  expect(rejectBreachedPassword.mock.calls).toEqual(Array(20).fill([PASSWORD, '#/password']));
  expect(deps.accounts.items.size).toBe(0);
});
