import { type EmbeddedTable, startEmbeddedTable } from '../../../fakes/embedded-table';
import { authorizePath, CALLBACK, createAppScene, OTHER_CALLBACK, REQUEST } from './app-scene';

let embedded: EmbeddedTable;
beforeAll(async () => {
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  embedded = await startEmbeddedTable();
});
afterAll(() => embedded.close());

test('a signed-in user goes back to the app with a code, the state and the issuer', async () => {
  const { askForCode, signUp } = createAppScene(embedded);
  const { browser } = await signUp();
  const { status, location, ...parameters } = await askForCode(browser);
  expect(status).toBe(303);
  expect(location.startsWith(`${CALLBACK}?`)).toBe(true);
  expect(parameters).toEqual({
    code: expect.stringMatching(/^[\w-]{43}$/),
    state: REQUEST.state,
    iss: 'https://api.example.com',
  });
});

test('the state is optional, and a query of the redirect URI stays as it is', async () => {
  const { askForCode, signUp } = createAppScene(embedded);
  const { browser } = await signUp();
  expect(await askForCode(browser, { state: undefined })).not.toHaveProperty('state');
  const sent = { client_id: 'other', redirect_uri: OTHER_CALLBACK };
  const { location } = await askForCode(browser, sent);
  expect(location).toMatch(/^https:\/\/other\.example\.com\/callback\?flag&from=a%20b&code=[\w-]{43}&state=/);
});

test('a parameter that occurs twice makes a request invalid', async () => {
  const { signUp } = createAppScene(embedded);
  const { browser } = await signUp();
  const { location = '' } = await browser.get(`${authorizePath()}&state=other`);
  expect(new URL(location).searchParams.get('error')).toBe('invalid_request');
  expect(location).not.toContain('code=');
});

test('anyone else signs in first, and the request is repeated', async () => {
  const { browser: open, askForCode, signUp, signInFor } = createAppScene(embedded);
  const { username } = await signUp();
  const browser = open();
  const { status, location } = await signInFor(browser, username);
  expect([status, location]).toEqual([303, authorizePath()]);
  expect(await askForCode(browser)).toMatchObject({ status: 303, code: expect.any(String) });
});

test('the forms of the sign-in may lead to the origin of the app, and no other', async () => {
  const { browser: open, dispatch } = createAppScene(embedded);
  expect(dispatch).toBeDefined();
  const browser = open();
  const { location = '' } = await browser.get(authorizePath());
  const shown = await browser.get(location);
  expect(shown.policy).toContain("form-action 'self' https://app.example.com;");
  expect((await browser.get('/sign-in')).policy).toContain("form-action 'self';");
});

test.each([
  ['an unknown app', { client_id: 'unknown' }],
  ['no app', { client_id: undefined }],
  ['the redirect URI of another app', { redirect_uri: OTHER_CALLBACK }],
  ['no redirect URI', { redirect_uri: undefined }],
  ['a longer path', { redirect_uri: `${CALLBACK}/more` }],
  ['another case', { redirect_uri: 'https://app.example.com/Callback' }],
  ['a query', { redirect_uri: `${CALLBACK}?a=1` }],
  ['user info', { redirect_uri: 'https://app.example.com@evil.example/callback' }],
  ['a path that leads back', { redirect_uri: 'https://app.example.com/x/../callback' }],
])('a request with %s shows an error and never leads on', async (_, change) => {
  const { signUp } = createAppScene(embedded);
  const { browser } = await signUp();
  const { status, location, html } = await browser.get(authorizePath(change));
  expect([status, location]).toEqual([400, undefined]);
  expect(html).toContain('role="alert"');
});

test.each([
  ['unsupported_response_type', { response_type: 'token' }],
  ['invalid_request', { response_type: undefined }],
  ['invalid_request', { code_challenge: undefined }],
  ['invalid_request', { code_challenge: 'short' }],
  ['invalid_request', { code_challenge_method: undefined }],
  ['invalid_request', { code_challenge_method: 'plain' }],
  ['invalid_request', { code_challenge_method: 's256' }],
])('the app receives %s for a fault that is its own', async (error, change) => {
  const { askForCode, signUp } = createAppScene(embedded);
  const { browser } = await signUp();
  const { status, location: _, ...parameters } = await askForCode(browser, change);
  expect(status).toBe(303);
  expect(parameters).toEqual({ error, state: REQUEST.state, iss: 'https://api.example.com' });
});

test('a state that is too long, or of other characters, is not sent back', async () => {
  const { askForCode, signUp } = createAppScene(embedded);
  const { browser } = await signUp();
  for (const state of ['a'.repeat(513), 'a\nb', 'ä']) {
    const { location: _, ...answer } = await askForCode(browser, { state });
    expect(answer).toEqual({ status: 303, error: 'invalid_request', iss: 'https://api.example.com' });
  }
});

test('a session that has ended signs in again', async () => {
  const { signUp, stores } = createAppScene(embedded);
  const { browser } = await signUp();
  const [, sub = '', sid = ''] = (browser.cookies.get('session') ?? '').split('.');
  await stores.sessions.delete({ sub, sid });
  const { status, location } = await browser.get(authorizePath());
  expect(status).toBe(303);
  expect(location).toBe(`/sign-in?${new URLSearchParams({ return_to: authorizePath() })}`);
});
