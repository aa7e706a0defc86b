/** The page that verifies an address, for an account with a second factor, or one that must add it. */
import { credentials, openVerifyEmail, problem, type Scene } from './verify-email-scene';

const required = (kinds: readonly string[]) => ({
  'POST sessions/create': problem(401, 'SECOND_FACTOR_REQUIRED', { challenge: 'a challenge', kinds }),
});
const proved = { 'POST sessions/challenge': { status: 201, json: { access_token: 'an access token' } } };

/** Opens the page, and sends the password. */
async function openWithPassword(answers: Scene['answers']) {
  const page = await openVerifyEmail({ answers: { ...required(['totp', 'recovery_code']), ...answers } });
  await page.signIn();
  return {
    ...page,
    prove: (code: string) => page.window.submit('second-factor-form', { 'factor-code': code }),
  };
}

test('the page asks for a code, completes the sign-in, and verifies the address', async () => {
  const { window, done, prove } = await openWithPassword(proved);
  expect(window.visible()).toEqual(['second-factor']);
  expect(window.focused()).toBe('second-factor-title');
  expect(window.element('password').value).toBe('');
  await prove('123 456');
  expect(window.calls[1]?.body).toEqual({ challenge: 'a challenge', kind: 'totp', code: '123 456' });
  expect(window.visible()).toEqual(['confirm']);
  expect(window.element('factor-code').value).toBe('');
  await window.submit('confirm-form', {});
  expect(window.visible()).toEqual(['verified']);
  expect(done()).toEqual([
    ...['POST sessions/create', 'POST sessions/challenge', 'GET users/me'],
    ...['POST users/me/email/verification', 'DELETE sessions/current'],
  ]);
});

test('a text of another form is sent as a recovery code', async () => {
  const { window, prove } = await openWithPassword(proved);
  const code = '0A1B-2C3D-4E5F-6G7H-8J9K-0M1N-2P';
  await prove(code);
  expect(window.calls[1]?.body).toEqual({ challenge: 'a challenge', kind: 'recovery_code', code });
});

test('a wrong code is announced at its field, and may be corrected', async () => {
  const answers = { 'POST sessions/challenge': problem(400, 'INVALID_CODE') };
  const { window, done, prove } = await openWithPassword(answers);
  await prove('000000');
  expect(window.visible()).toEqual(['second-factor']);
  expect(window.focused()).toBe('factor-code');
  expect(window.alert()).toMatch(/^This code is wrong or was used/);
  await prove('');
  expect(window.alert()).toBe('Fill in this field.');
  expect(done()).toHaveLength(2);
});

test('a challenge that is void asks for another sign-in', async () => {
  const answers = { 'POST sessions/challenge': problem(401, 'INVALID_CHALLENGE') };
  const { window, prove } = await openWithPassword(answers);
  await prove('123456');
  expect(window.visible()).toEqual(['sign-in']);
  expect(window.alert()).toMatch(/^This took too long/);
  expect(window.element('factor-code').value).toBe('');
});

test('a throttle is announced, and the page stays at the code', async () => {
  const answers = { 'POST sessions/challenge': problem(429, 'TOO_MANY_ATTEMPTS') };
  const { window, prove } = await openWithPassword(answers);
  await prove('123456');
  expect(window.visible()).toEqual(['second-factor']);
  expect(window.alert()).toMatch(/^There were too many attempts/);
});

test.each([
  ['must add a second factor', required(['enrolment']), /^This account needs an authenticator app/],
  [
    'has a second factor that the stage does not check',
    { 'POST sessions/create': problem(403, 'SECOND_FACTOR_UNAVAILABLE') },
    /^You cannot sign in here/,
  ],
])('an account that %s gets a message of its own', async (_what, answers, words) => {
  const { window, done } = await openWithPassword(answers);
  expect(done()).toEqual(['POST sessions/create']);
  expect(window.calls[0]?.body).toEqual(credentials);
  expect(window.visible()).toEqual(['sign-in']);
  expect(window.alert()).toMatch(words);
});
