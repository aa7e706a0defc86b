import { generateSync } from 'otplib';
import { enrolByChallenge } from '../../../../lambda/identity/factors/enrolment/enrol-by-challenge';
import { createDynamoEnrolmentChallenges } from '../../../../lambda/identity/factors/enrolment/enrolment-challenges';
import { createFactorCipher } from '../../../../lambda/identity/factors/factor-cipher';
import { createDynamoFactorSecrets } from '../../../../lambda/identity/factors/factor-secrets';
import { CHALLENGE_MS } from '../../../../lambda/identity/factors/second-factor-challenge';
import { PASSWORD } from '../../fakes/auth-dependencies';
import { type EmbeddedTable, startEmbeddedTable } from '../../fakes/embedded-table';
import { STEP_MS } from '../../fakes/factor-scene';
import { type Browser, createPageScene } from './page-scene';

let embedded: EmbeddedTable;
beforeAll(async () => {
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  embedded = await startEmbeddedTable();
});
afterAll(() => embedded.close());

async function sendPassword(browser: Browser, username: string) {
  await browser.get('/sign-in');
  return browser.post('/sign-in', {
    ...{ action: 'password', username, password: PASSWORD, return_to: '/account/factors' },
  });
}

/** Ada with an authenticator app, and a browser that has sent her password. */
async function createScene() {
  const scene = createPageScene(embedded);
  const ada = await scene.signUpWithApp();
  const browser = scene.browser();
  const sent = await sendPassword(browser, ada.username);
  return { ...scene, ada, browser, sent };
}

const PAGE = '/second-factor?return_to=%2Faccount%2Ffactors';

test('the password leads to the second factor, in a new flow that holds the challenge and nothing else', async () => {
  const { browser, sent } = await createScene();
  expect(sent).toMatchObject({ status: 303, location: PAGE });
  expect(Object.keys(sent.set)).toEqual(['flow']);
  expect(browser.cookies.get('flow')).toMatch(/^f1\.\d+\.[\w-]{43}\.[\w-]{43}$/);
  const { status, html } = await browser.get(PAGE);
  expect(status).toBe(200);
  expect(html).toContain('name="action" value="totp"');
  expect(html).toContain('name="action" value="recovery_code"');
  expect(html).not.toContain('name="action" value="passkey"');
  expect(html).toContain('name="trust_device"');
});

test('a code signs in, and trusts the device: its next password is enough', async () => {
  const { ada, browser, clock } = await createScene();
  await browser.get(PAGE);
  const proof = { action: 'totp', code: ada.codeNow(), trust_device: 'yes', return_to: '/account/factors' };
  const { status, location, set } = await browser.post('/second-factor', proof);
  expect([status, location]).toEqual([303, '/account/factors']);
  expect(set.session).toMatch(/=p1\..*; Max-Age=2592000; /);
  expect(set.flow).toMatch(/-flow=; Max-Age=0; /);
  expect(set.device).toMatch(/-device=[\w.-]+\|t1\.[\w.-]+; /);
  browser.cookies.delete('session');
  clock.millis += STEP_MS;
  expect(await sendPassword(browser, ada.username)).toMatchObject({ location: '/account/factors' });
  expect(browser.cookies.get('device')).toMatch(/\|t1\./);
});

test('a wrong code shows the page again without it, and a recovery code signs in', async () => {
  const { ada, browser } = await createScene();
  await browser.get(PAGE);
  const wrong = await browser.post('/second-factor', {
    action: 'recovery_code',
    code: 'AAAA-BBBB-CCCC-DDDD',
  });
  expect([wrong.status, wrong.set.session]).toEqual([400, undefined]);
  expect(wrong.html).toMatch(/role="alert"/);
  expect(wrong.html).not.toContain('AAAA-BBBB');
  const [code = ''] = ada.recoveryCodes;
  const right = await browser.post('/second-factor', { action: 'recovery_code', code });
  expect(right).toMatchObject({ status: 303, location: '/account', set: { session: expect.any(String) } });
});

test('a challenge takes five codes, and then the sign-in starts again', async () => {
  const { ada, browser } = await createScene();
  await browser.get(PAGE);
  const wrong = { action: 'recovery_code', code: 'AAAA-BBBB-CCCC-DDDD' };
  for (let nth = 0; nth < 5; nth += 1) await browser.post('/second-factor', wrong);
  const late = { action: 'recovery_code', code: ada.recoveryCodes[0] ?? '', return_to: '/account/factors' };
  const { status, html, set } = await browser.post('/second-factor', late);
  expect([status, set.session]).toEqual([401, undefined]);
  expect(html).toContain('href="/sign-in?return_to=%2Faccount%2Ffactors"');
});

test('a challenge that is missing, unknown, expired or void leads to a sign-in with a new flow', async () => {
  const { ada, browser, clock, stores } = await createScene();
  const flow = browser.cookies.get('flow') ?? '';
  const account = await stores.accounts.find(ada.sub);
  const leads = async () => {
    const { status, location, set } = await browser.get(PAGE);
    expect([status, location]).toEqual([303, '/sign-in?return_to=%2Faccount%2Ffactors']);
    expect(set.flow).toMatch(/-flow=f1\.\d+\.[\w-]{43}; /);
  };
  browser.cookies.delete('flow');
  await leads();
  browser.cookies.set('flow', flow.replace(/[\w-]{43}$/, 'A'.repeat(43)));
  await leads();
  browser.cookies.set('flow', flow);
  jest.spyOn(stores.accounts, 'find').mockResolvedValueOnce({
    ...(account as NonNullable<typeof account>),
    securityVersion: 9,
  });
  await leads();
  browser.cookies.set(
    'flow',
    flow.replace(/^f1\.\d+/, `f1.${Math.floor((clock.millis + CHALLENGE_MS) / 1000)}`),
  );
  clock.millis += CHALLENGE_MS;
  await leads();
  expect((await browser.post('/second-factor', { action: 'totp', code: '000000' })).set.session).toBe(
    undefined,
  );
});

test('the challenge of another browser works only with the forms of its own flow', async () => {
  const { ada, browser } = await createScene();
  const other = createPageScene(embedded).browser();
  await browser.get(PAGE);
  await other.get('/sign-in');
  const token = other.token();
  other.cookies.set('flow', browser.cookies.get('flow') ?? '');
  const form = { action: 'recovery_code', code: ada.recoveryCodes[0] ?? '' };
  expect(await other.post('/second-factor', { ...form, csrf: token })).toMatchObject({ status: 403 });
  // who has the cookie itself has all that the browser had: the challenge, which the password has opened
  expect((await other.get(PAGE)).status).toBe(200);
});

test('of an answer that is sent twice, one signs in, and both lead on', async () => {
  const { ada, browser } = await createScene();
  await browser.get(PAGE);
  const form = { action: 'totp', code: ada.codeNow() };
  const both = await Promise.all([
    browser.post('/second-factor', form),
    browser.post('/second-factor', form),
  ]);
  expect(both.filter(({ set }) => set.session !== undefined)).toHaveLength(1);
  expect(await browser.get('/second-factor')).toMatchObject({ status: 303, location: '/account' });
});

test('a stage without second factors has no such page', async () => {
  const browser = createPageScene(embedded, { FEATURES: 'pages', SECOND_FACTOR: '' }).browser();
  expect((await browser.get('/second-factor')).status).toBe(404);
  await browser.get('/sign-in');
  expect((await browser.post('/second-factor', { action: 'totp', code: '1' })).status).toBe(404);
});

test('where a second factor is required, a sign-up adds it, and shows the recovery codes once', async () => {
  const scene = createPageScene(embedded, { SECOND_FACTOR: 'required' });
  const { browser, shown } = await scene.signUp();
  expect(shown).toMatchObject({ status: 303, location: '/second-factor' });
  expect(Object.keys(shown.set)).toEqual(['flow']);
  expect((await browser.get('/second-factor')).html).toContain('value="begin-enrolment"');

  const challenge = browser.cookies.get('flow')?.split('.')[3] ?? '';
  const { table, kms, stores } = scene;
  const { secret } = await enrolByChallenge({
    ...stores,
    enrolmentChallenges: createDynamoEnrolmentChallenges(table),
    factorSecrets: createDynamoFactorSecrets(table),
    cipher: createFactorCipher(kms, 'key-4'),
  })(challenge);
  const wrong = await browser.post('/second-factor', { action: 'confirm-enrolment', code: 'abcdef' });
  expect(wrong.status).toBe(400);
  expect(wrong.html).toContain('value="confirm-enrolment"');
  expect(wrong.html).not.toContain(secret);

  const code = generateSync({ strategy: 'totp', secret, epoch: stores.now() / 1000 });
  const added = await browser.post('/second-factor', { action: 'confirm-enrolment', code });
  expect(added.status).toBe(200);
  expect(added.html.match(/<li>[A-Z0-9-]{9,}<\/li>/g)).toHaveLength(10);
  expect(added.html).not.toContain('<form');
  expect(added.set.session).toMatch(/=p1\./);
  expect(added.set.flow).toMatch(/Max-Age=0/);
  const again = await browser.post('/second-factor', { action: 'confirm-enrolment', code });
  expect(again.status).toBe(403);
  expect(await browser.get('/sign-in')).toMatchObject({ status: 303 });
});
