/** `POST /users`: sign-up. */
import { randomUUID } from 'node:crypto';
import { createAccount, createCredentials } from '../support/accounts';
import { expectProblem } from '../support/expect-problem';
import { send } from '../support/http-client';
import { baseUrl } from '../support/server-under-test';

const register = (json: unknown) => send(baseUrl(), { method: 'POST', path: '/users', json });

describe('registering', () => {
  test('answers 201 with a token response and the user', async () => {
    const credentials = createCredentials();
    const before = Date.now();
    const answer = await register(credentials);
    expect(answer.status).toBe(201);
    expect(answer.json).toEqual({
      access_token: expect.any(String),
      id_token: answer.json.access_token,
      token_type: 'Bearer',
      expires_in: expect.any(Number),
      refresh_token: expect.any(String),
      device_token: expect.stringMatching(/^d1\.[\w-]{12}\.[\w-]{43}$/),
      user: { id: expect.any(String), username: credentials.username, createdAt: expect.any(String) },
    });
    expect(answer.json.expires_in).toBeGreaterThan(0);
    const { createdAt } = answer.json.user;
    expect(new Date(createdAt).toISOString()).toBe(createdAt);
    // Allows for the clocks of two machines, and for whole seconds.
    expect(Date.parse(createdAt)).toBeGreaterThan(before - 60_000);
    expect(Date.parse(createdAt)).toBeLessThan(Date.now() + 60_000);
  });

  test('keeps the answer out of every cache', async () => {
    const answer = await register(createCredentials());
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.headers['content-type']).toMatch(/^application\/json\b/);
  });

  test('gives every user a separate id', async () => {
    const [first, second] = await Promise.all([createAccount(baseUrl()), createAccount(baseUrl())]);
    expect(first.id).not.toBe(second.id);
  });

  test('shows the username as it was written', async () => {
    const username = `Ada.${randomUUID()}`;
    const answer = await register({ ...createCredentials(), username });
    expect(answer.json.user.username).toBe(username);
  });

  test.each([
    ['another case', (name: string) => name.toUpperCase()],
    ['full-width letters', (name: string) => name.replace('u', '\uff55')],
  ])('rejects a taken name in %s', async (_how, rewrite) => {
    const { username } = await createAccount(baseUrl());
    expect(rewrite(username)).not.toBe(username);
    const answer = await register({ ...createCredentials(), username: rewrite(username) });
    expectProblem(answer, { status: 409, code: 'USERNAME_TAKEN' });
  });
});

describe('the rules of a registration', () => {
  test.each([
    ['a name of two characters', { username: 'ab' }, '#/username'],
    ['a name of 65 characters', { username: 'a'.repeat(65) }, '#/username'],
    ['a space in the name', { username: 'ada lovelace' }, '#/username'],
    ['a letter beyond the allowed ones', { username: 'aßßßa' }, '#/username'],
    ['a hash sign in the name', { username: 'ada#ACCOUNT' }, '#/username'],
    ['a name that is not a string', { username: 7 }, '#/username'],
    ['no name', { username: undefined }, '#/username'],
    ['a password of 14 characters', { password: 'x'.repeat(14) }, '#/password'],
    ['a password of 14 characters in 28 code units', { password: '🗝'.repeat(14) }, '#/password'],
    ['a password of 257 characters', { password: 'x'.repeat(257) }, '#/password'],
    ['a password that grows past the limit under NFKC', { password: '\ufdfa'.repeat(200) }, '#/password'],
    ['a common password', { password: 'passwordpassword' }, '#/password'],
    ['a password of one character', { password: 'x'.repeat(20) }, '#/password'],
    ['the service’s name with a little more', { password: 'latchkeylatchkey-2026' }, '#/password'],
    ['a password that is not a string', { password: ['a phrase that passes'] }, '#/password'],
    ['a NUL in the password', { password: 'a phrase that \u0000 passes' }, '#/password'],
    ['half a surrogate pair in the password', { password: 'a phrase that \ud800 passes' }, '#/password'],
    // a stage whose sign-up takes passkeys demands one of both
    ['no password', { password: undefined }, expect.stringMatching(/^#(\/password)?$/)],
    ['an unknown field', { admin: true }, '#'],
  ])('refuse %s', async (_what, change, pointer) => {
    const answer = await register({ ...createCredentials(), ...change });
    expectProblem(answer, {
      status: 400,
      code: 'VALIDATION_FAILED',
      errors: [{ pointer, detail: expect.stringMatching(/\S/) }],
    });
  });

  test('reject a password derived from the username', async () => {
    const { username } = createCredentials();
    expectProblem(await register({ username, password: `${username}!` }), {
      status: 400,
      code: 'VALIDATION_FAILED',
      errors: [{ pointer: '#/password', detail: expect.stringContaining('username') }],
    });
  });

  test('are named for both name and password', async () => {
    const answer = await register({ username: 'a', password: 'short' });
    expectProblem(answer, {
      status: 400,
      code: 'VALIDATION_FAILED',
      errors: [{ pointer: '#/username' }, { pointer: '#/password' }],
    });
  });

  test.each([
    ['15 characters', 'x7'.repeat(7).concat('y')],
    ['15 characters of two code units each', '🗝🌲🎺🐙🚲🌂🎈🦊🍋🧭🪁🥁🔭🌵🐢'],
    ['256 characters', 'a phrase '.repeat(28).concat('four')],
    ['any script, and spaces at both ends', ' пароль 密码 كلمة السر '],
  ])('allow a password of %s, which then signs in', async (_what, password) => {
    const credentials = { ...createCredentials(), password };
    expect(await register(credentials)).toMatchObject({ status: 201 });
    const signIn = await send(baseUrl(), { method: 'POST', path: '/sessions/create', json: credentials });
    expect(signIn.status).toBe(201);
  });

  test('allow every character that a username may have', async () => {
    const username = `a_b.c+d-${randomUUID()}`;
    expect(await register({ ...createCredentials(), username })).toMatchObject({ status: 201 });
  });
});
