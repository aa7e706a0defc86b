import { authBodies } from '../../../lambda/auth/bodies';

const isTaken = (route: keyof typeof authBodies, body: unknown) => authBodies[route].safeParse(body).success;
const credentials = { username: 'ada', password: 'a phrase that passes the rules' };

test('accepts valid bodies of the routes', () => {
  expect(isTaken('POST /users', credentials)).toBe(true);
  expect(isTaken('POST /sessions/create', credentials)).toBe(true);
  expect(isTaken('POST /sessions/create', { ...credentials, device_token: 'd1.x.y' })).toBe(true);
  expect(isTaken('PUT /users/me/password', { current_password: 'x', new_password: 'y' })).toBe(true);
  expect(isTaken('POST /sessions/refresh', { refresh_token: 'nul \0' })).toBe(true);
});

test.each([
  ['a NUL', 'nul \0 in a long password'],
  ['a lone surrogate', 'lone \uD800 in a long password'],
  ['more than a thousand characters', 'x'.repeat(1025)],
])('rejects a password with %s', (_what, password) => {
  for (const route of ['POST /users', 'POST /sessions/create'] as const) {
    expect(isTaken(route, { ...credentials, password })).toBe(false);
  }
});

test.each([
  {},
  { current_password: 'x' },
  { current_password: 'x', new_password: 5 },
  { current_password: 'x', new_password: 'y', username: 'ada' },
  { current_password: 'x', new_password: 'nul \0' },
])('rejects the password change %j', (body) => {
  expect(isTaken('PUT /users/me/password', body)).toBe(false);
});

test.each([{}, { refresh_token: 5 }, { refresh_token: 'x', more: 1 }, null])(
  'rejects the refresh %j',
  (body) => {
    expect(isTaken('POST /sessions/refresh', body)).toBe(false);
  },
);

test('takes any short text as a code or a token, and refuses another member', () => {
  for (const code of ['', 'K7QM-2X9D', 'no code']) {
    expect(isTaken('POST /users/me/email/verification', { code })).toBe(true);
  }
  expect(isTaken('POST /users/me/email/verification', { token: 'no token' })).toBe(true);
  for (const body of [
    { code: 7 },
    { code: 'x'.repeat(65) },
    { token: null },
    { secret: 'y' },
    { code: '\0' },
  ]) {
    expect(isTaken('POST /users/me/email/verification', body)).toBe(false);
  }
  expect(isTaken('PUT /users/me/email', { email: 'ada@example.com' })).toBe(true);
  expect(isTaken('PUT /users/me/email', { email: ['ada@example.com'] })).toBe(false);
});

test('rejects a device token in a sign-up', () => {
  expect(isTaken('POST /users', { ...credentials, device_token: 'd1.x.y' })).toBe(false);
});
