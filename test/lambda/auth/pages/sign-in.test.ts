import { accountKey } from '../../../../lambda/identity/accounts/account-item';
import { toAttributes } from '../../../../lambda/shared/table/attributes';
import { PASSWORD } from '../../fakes/auth-dependencies';
import { type EmbeddedTable, startEmbeddedTable } from '../../fakes/embedded-table';
import { createPageScene } from './page-scene';

let embedded: EmbeddedTable;
beforeAll(async () => {
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  embedded = await startEmbeddedTable();
});
afterAll(() => embedded.close());

const ATTRIBUTES = 'Path=/; Secure; HttpOnly; SameSite=Lax';
const CLEARED = `__Host-latchkey-flow=; Max-Age=0; ${ATTRIBUTES}`;

test('a password signs in: the session and the device get their cookies, and the flow ends', async () => {
  const { signUp, browser: open } = createPageScene(embedded);
  const { username } = await signUp();
  const browser = open();
  await browser.get('/sign-in?return_to=%2Faccount%2Ffactors');
  const form = { action: 'password', username, password: PASSWORD, return_to: '/account/factors' };
  const { status, location, set } = await browser.post('/sign-in', form);
  expect([status, location]).toEqual([303, '/account/factors']);
  expect(set).toEqual({
    session: expect.stringMatching(
      new RegExp(
        `^__Host-latchkey-session=p1\\.[\\w-]{36}\\.[\\w-]{36}\\.[\\w-]{43}; Max-Age=2592000; ${ATTRIBUTES}$`,
      ),
    ),
    flow: CLEARED,
    device: expect.stringMatching(
      new RegExp(`^__Host-latchkey-device=[\\w.-]+\\|; Max-Age=34560000; ${ATTRIBUTES}$`),
    ),
  });
});

test('a refused password keeps what was typed, and no secret', async () => {
  const { signUp, browser: open } = createPageScene(embedded);
  const { username } = await signUp();
  const browser = open();
  await browser.get('/sign-in');
  const wrong = 'a wrong phrase of words';
  const typed = `${username}"><b>`;
  for (const name of [username, typed]) {
    const { status, html, set } = await browser.post('/sign-in', {
      ...{ action: 'password', username: name, password: wrong, return_to: '/account/factors' },
    });
    expect(status).toBe(401);
    expect(html).toMatch(/role="alert"/);
    expect(html).not.toContain(wrong);
    expect(html).toContain(
      `value="${name.replace('">', '&quot;&gt;').replace('<', '&lt;').replace(/>$/, '&gt;')}"`,
    );
    expect(html).toContain('name="return_to" value="/account/factors"');
    expect(set.session).toBeUndefined();
  }
});

test('a page reveals of an account no more than the API', async () => {
  const { signUp, browser: open, callApi } = createPageScene(embedded);
  const { username } = await signUp();
  const browser = open();
  await browser.get('/sign-in');
  const pages: string[] = [];
  for (const name of [username, username.replace('ada', 'bob')]) {
    const credentials = { username: name, password: 'a wrong phrase of words' };
    const { body } = await callApi('POST /sessions/create', credentials);
    expect(body.code).toBe('INVALID_CREDENTIALS');
    const { status, html } = await browser.post('/sign-in', { action: 'password', ...credentials });
    expect(status).toBe(401);
    pages.push(html.replaceAll(name, 'NAME').replace(/name="csrf" value="[^"]+"/g, ''));
  }
  expect(pages[0]).toBe(pages[1]);
});

test('a form without an action, with an unknown one, or with a malformed passkey is refused as a form', async () => {
  const browser = createPageScene(embedded).browser();
  await browser.get('/sign-in');
  const malformed = { action: 'passkey', ceremony_id: 'c', credential: '{' };
  for (const form of [{}, { action: 'constructor' }, { action: 'password' }, malformed]) {
    const { status, html } = await browser.post('/sign-in', form as Record<string, string>);
    expect([status, html.includes('role="alert"')]).toEqual([400, true]);
  }
});

test('a temporary password asks for a new one, which signs in', async () => {
  const { signUp, table, browser: open, clock } = createPageScene(embedded);
  const { username, browser: first } = await signUp();
  await table.update({
    Key: accountKey(first.cookies.get('session')?.split('.')[1] ?? ''),
    ConditionExpression: 'attribute_exists(pk)',
    UpdateExpression: 'SET passwordTemporaryUntil = :until',
    ExpressionAttributeValues: toAttributes({ ':until': clock.millis + 1000 }),
  });
  const browser = open();
  await browser.get('/sign-in');
  const form = { action: 'password', username, password: PASSWORD };
  const asked = await browser.post('/sign-in', form);
  expect(asked.status).toBe(403);
  expect(asked.html).toContain('name="new_password"');
  const short = await browser.post('/sign-in', { ...form, new_password: 'short' });
  expect(short.status).toBe(400);
  expect(short.html).toContain('name="new_password"');
  expect(short.html).not.toContain('value="short"');
  const replaced = await browser.post('/sign-in', { ...form, new_password: 'another phrase of words' });
  expect(replaced.status).toBe(303);
});

test('a sign-in gives nothing of before to the session: its secret is new, and the forms of before are void', async () => {
  const { signUp, browser: open } = createPageScene(embedded);
  const { username } = await signUp();
  const browser = open();
  await browser.get('/sign-in');
  const [flow, token] = [browser.cookies.get('flow') ?? '', browser.token()];
  const planted = `p1.${'0'.repeat(8)}-0000-4000-8000-${'0'.repeat(12)}.${'0'.repeat(8)}-0000-4000-8000-${'0'.repeat(12)}.${'A'.repeat(43)}`;
  browser.cookies.set('session', planted);
  const form = { action: 'password', username, password: PASSWORD };
  expect((await browser.post('/sign-in', form)).status).toBe(303);
  expect(browser.cookies.get('session')).not.toBe(planted);
  expect(browser.cookies.has('flow')).toBe(false);
  browser.cookies.set('flow', flow);
  const again = await browser.post('/sign-in', { ...form, csrf: token });
  expect([again.status, again.set.session]).toEqual([403, undefined]);
});

test('of a form that is sent twice at once, both signed in, and a later copy leads to a fresh page', async () => {
  const { signUp, browser: open } = createPageScene(embedded);
  const { username } = await signUp();
  const browser = open();
  await browser.get('/sign-in');
  const form = { action: 'password', username, password: PASSWORD };
  const both = await Promise.all([browser.post('/sign-in', form), browser.post('/sign-in', form)]);
  expect(both.map(({ status }) => status)).toEqual([303, 303]);
  const late = await browser.post('/sign-in', form);
  expect(late.status).toBe(403);
  expect(await browser.get('/sign-in')).toMatchObject({ status: 303, location: '/account' });
});

test('another site cannot sign a browser in', async () => {
  const { signUp, browser: open } = createPageScene(embedded);
  const { username } = await signUp();
  const [attacker, victim] = [open(), open()];
  await attacker.get('/sign-in');
  await victim.get('/sign-in');
  const form = { action: 'password', username, password: PASSWORD };
  const refusals = [
    await victim.post('/sign-in', form, { 'sec-fetch-site': 'cross-site' }),
    await victim.post('/sign-in', form, { 'sec-fetch-site': '', origin: 'https://evil.example' }),
    await victim.post('/sign-in', { ...form, csrf: attacker.token() }),
    await victim.post('/sign-in', { ...form, csrf: '' }),
  ];
  expect(refusals.map(({ status, set }) => [status, set.session])).toEqual(Array(4).fill([403, undefined]));
});

test('a signed-in user goes on, with a listed path only, and no form replaces the session', async () => {
  const { signUp } = createPageScene(embedded);
  const { username, browser } = await signUp();
  const before = browser.cookies.get('session');
  const paths = ['/sign-in', '/sign-up', '/second-factor'].map(
    (path) => `${path}?return_to=%2Faccount%2Ffactors`,
  );
  for (const path of paths) {
    expect(await browser.get(path)).toMatchObject({ status: 303, location: '/account/factors' });
  }
  expect(await browser.get('/sign-in?return_to=%2F%2Fevil.example')).toMatchObject({ location: '/account' });
  await browser.get('/confirm');
  const form = { action: 'password', username, password: PASSWORD };
  expect(await browser.post('/sign-in', form)).toMatchObject({ status: 303, location: '/account' });
  expect(browser.cookies.get('session')).toBe(before);
});

test('the page of a signed-out browser shows a listed notice only', async () => {
  const browser = createPageScene(embedded).browser();
  expect((await browser.get('/sign-in?notice=password-reset')).html).toContain('class="notice"');
  expect((await browser.get('/sign-in?notice=call-us')).html).not.toContain('class="notice"');
  expect((await browser.get('/signed-out?notice=account-deleted')).html).toContain('class="notice"');
});
