/** The page that verifies an address, for an account without a second factor. */
import type { Answering } from './fake-window';
import { credentials, openVerifyEmail, problem, signedInCalls, TOKEN } from './verify-email-scene';

test('opening the page sends nothing, and asks for a sign-in', async () => {
  const { window, done } = await openVerifyEmail();
  expect(done()).toEqual([]);
  expect(window.visible()).toEqual(['sign-in']);
});

test('after the sign-in the page shows account and address, and has verified nothing', async () => {
  const { window, done, signIn } = await openVerifyEmail();
  await signIn();
  expect(done()).toEqual(signedInCalls);
  expect(window.calls[0]?.body).toEqual(credentials);
  expect(window.calls[1]?.headers.authorization).toBe('Bearer an access token');
  expect(window.visible()).toEqual(['confirm']);
  expect(window.focused()).toBe('confirm-title');
  expect(window.element('account').textContent).toBe('ada');
  expect(window.element('address').textContent).toBe('ada@example.com');
  expect(window.element('code-row').hidden).toBe(true);
  expect(window.element('password').value).toBe('');
});

test('the user verifies the address by the link, and the page ends its session', async () => {
  const { window, done, signIn } = await openVerifyEmail();
  await signIn();
  await window.submit('confirm-form', {});
  expect(done()).toEqual([...signedInCalls, 'POST users/me/email/verification', 'DELETE sessions/current']);
  expect(window.calls[2]).toMatchObject({
    body: { token: TOKEN },
    headers: { authorization: 'Bearer an access token' },
  });
  expect(window.visible()).toEqual(['verified']);
});

test('"This was not me" cancels the address, gives advice, and ends the session', async () => {
  const { window, done, signIn } = await openVerifyEmail();
  await signIn();
  await window.element('not-me').emit('click');
  expect(done()).toEqual([...signedInCalls, 'DELETE users/me/email/verification', 'DELETE sessions/current']);
  expect(window.visible()).toEqual(['canceled']);
});

test('without its fragment, the link asks for the code', async () => {
  const { window, signIn } = await openVerifyEmail({ fragment: '' });
  await signIn();
  expect(window.element('code-row').hidden).toBe(false);
  await window.submit('confirm-form', {});
  expect(window.focused()).toBe('code');
  expect(window.alert()).toBe('Fill in this field.');
  await window.submit('confirm-form', { code: 'k7qm 2x9d' });
  expect(window.calls[2]?.body).toEqual({ code: 'k7qm 2x9d' });
  expect(window.visible()).toEqual(['verified']);
});

test('a wrong code is announced at its field, and may be corrected', async () => {
  const answers = { 'POST users/me/email/verification': problem(400, 'INVALID_CODE') };
  const { window, signIn } = await openVerifyEmail({ fragment: '', answers });
  await signIn();
  await window.submit('confirm-form', { code: 'WWWW-WWWW' });
  expect(window.visible()).toEqual(['confirm']);
  expect(window.focused()).toBe('code');
  expect(window.alert()).toMatch(/^Link or code is wrong/);
});

test('a used link is announced', async () => {
  const answers = { 'POST users/me/email/verification': problem(400, 'INVALID_CODE') };
  const { window, signIn } = await openVerifyEmail({ answers });
  await signIn();
  await window.submit('confirm-form', {});
  expect(window.alert()).toMatch(/^Link or code is wrong/);
  expect(window.focused()).toBe('alert');
});

test.each([
  ['username', { password: 'x' }],
  ['password', { username: 'x' }],
])('without %s nothing is sent', async (field, values) => {
  const { window, done } = await openVerifyEmail();
  await window.submit('sign-in-form', values);
  expect(done()).toEqual([]);
  expect(window.focused()).toBe(field);
  expect(window.alert()).toBe('Fill in this field.');
});

test.each<[string, ReturnType<Answering>, RegExp, string]>([
  ['wrong credentials', problem(401, 'INVALID_CREDENTIALS'), /^Username or password is wrong/, 'password'],
  ['a temporary password', problem(403, 'PASSWORD_CHANGE_REQUIRED'), /^Your password is temporary/, 'alert'],
  ['a throttle', problem(429, 'TOO_MANY_ATTEMPTS'), /^There were too many attempts/, 'alert'],
  ['a failure', problem(503, 'DEPENDENCY_UNAVAILABLE'), /^This did not work/, 'alert'],
  ['a broken connection', undefined, /^This did not work/, 'alert'],
])('%s at the sign-in is announced', async (_what, answer, words, focus) => {
  const { window, done, signIn } = await openVerifyEmail({ answers: { 'POST sessions/create': answer } });
  await signIn();
  expect(done()).toEqual(['POST sessions/create']);
  expect(window.visible()).toEqual(['sign-in']);
  expect(window.alert()).toMatch(words);
  expect(window.focused()).toBe(focus);
});

test('an account without a pending address has nothing to verify, and its session ends', async () => {
  const profile = { status: 200, json: { username: 'ada', pending_email: null } };
  const { window, done, signIn } = await openVerifyEmail({ answers: { 'GET users/me': profile } });
  await signIn();
  expect(done()).toEqual([...signedInCalls, 'DELETE sessions/current']);
  expect(window.visible()).toEqual(['nothing']);
});

test('a profile that cannot be read ends the session', async () => {
  const { window, done, signIn } = await openVerifyEmail({ answers: { 'GET users/me': problem(503, 'X') } });
  await signIn();
  expect(done()).toEqual([...signedInCalls, 'DELETE sessions/current']);
  expect(window.visible()).toEqual(['sign-in']);
  expect(window.alert()).toMatch(/^This did not work/);
});

test('a session that has ended asks for another sign-in', async () => {
  const answers = { 'POST users/me/email/verification': problem(401, 'UNAUTHORIZED') };
  const { window, signIn } = await openVerifyEmail({ answers });
  await signIn();
  await window.submit('confirm-form', {});
  expect(window.visible()).toEqual(['sign-in']);
  expect(window.alert()).toMatch(/^Your sign-in has ended/);
});

test('leaving the page ends its session, once', async () => {
  const { window, done, signIn } = await openVerifyEmail();
  await window.emit('pagehide');
  expect(done()).toEqual([]);
  await signIn();
  await window.emit('pagehide');
  await window.emit('pagehide');
  expect(done()).toEqual([...signedInCalls, 'DELETE sessions/current']);
  expect(window.calls.at(-1)?.init).toMatchObject({ keepalive: true });
  // shown again by the browser's back button, the page needs another sign-in
  await window.submit('confirm-form', {});
  expect(window.visible()).toEqual(['sign-in']);
});

test('names and addresses are text, whatever they hold', async () => {
  const json = { username: '<img src=x onerror=alert(1)>', pending_email: '"><script>' };
  const { window, signIn } = await openVerifyEmail({ answers: { 'GET users/me': { status: 200, json } } });
  await signIn();
  expect(window.element('account').textContent).toBe(json.username);
  expect(window.element('address').textContent).toBe(json.pending_email);
});
