import { type EmbeddedTable, startEmbeddedTable } from '../../fakes/embedded-table';
import { createPageScene } from './page-scene';

let embedded: EmbeddedTable;
beforeAll(async () => {
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  embedded = await startEmbeddedTable();
});
afterAll(() => embedded.close());

const NEXT = /^\/forgot-password\?sent=[\w-]+$/;

test('each name gets the same response, and the page for a code', async () => {
  const { browser: open, signUp } = createPageScene(embedded);
  const { username } = await signUp();
  const browser = open();
  await browser.get('/forgot-password');
  for (const name of [username, 'nobody-has-it', 'nobody@example.com']) {
    const { status, location, set } = await browser.post('/forgot-password', {
      ...{ action: 'request', username: name },
    });
    expect([status, Object.keys(set)]).toEqual([303, ['flow']]);
    expect(location).toMatch(NEXT);
    const { html } = await browser.get(location ?? '');
    expect(html).toContain('value="reset"');
    expect(html).not.toContain(name);
  }
});

test('a wrong code, or a password that is too short, shows the page again without them', async () => {
  const browser = createPageScene(embedded).browser();
  await browser.get('/forgot-password');
  const form = {
    action: 'reset',
    reset_id: 'A'.repeat(22),
    code: 'K7QM-2X9D',
    new_password: 'another phrase',
  };
  for (const change of [{}, { new_password: 'another phrase of words' }, { code: '' }]) {
    const { status, html } = await browser.post('/forgot-password', { ...form, ...change });
    expect(status).toBe(400);
    expect(html).toContain(`value="${form.reset_id}"`);
    expect(html).toContain('role="alert"');
    expect(html).not.toMatch(/K7QM|another phrase/);
  }
  const foreign = await browser.get('/forgot-password?sent=%22%3E%3Cb%3E');
  expect(foreign.html).toContain('value="request"');
  expect(foreign.html).not.toContain('<b>');
});

test('a name is missing, or too many are sent: the page says so', async () => {
  const browser = createPageScene(embedded).browser();
  await browser.get('/forgot-password');
  expect((await browser.post('/forgot-password', { action: 'request' })).status).toBe(400);
});

test('a stage without e-mail has no such page', async () => {
  const browser = createPageScene(embedded, { FEATURES: 'pages', SIGN_UP_EMAIL: '' }).browser();
  expect((await browser.get('/forgot-password')).status).toBe(404);
  await browser.get('/sign-in');
  expect((await browser.post('/forgot-password', { action: 'request', username: 'ada' })).status).toBe(404);
});
