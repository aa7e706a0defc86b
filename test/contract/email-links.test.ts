/** The links of mails: the pages that they open, and the verification of an address by their token. */
import { type Account, createAccount, createCredentials, signIn } from '../support/accounts';
import { expectProblem } from '../support/expect-problem';
import { type Answer, type Sent, send } from '../support/http-client';
import { fromNewSource, readMails } from '../support/read-mails';
import { baseUrl, readServerLog } from '../support/server-under-test';

const VERIFICATION = '/users/me/email/verification';
const PAGES = ['/verify-email', '/reset-password'];

const get = (path: string, headers: Sent['headers'] = {}) => send(baseUrl(), { path, headers });
const verify = ({ send }: Account, json: object): Promise<Answer> =>
  send({ method: 'POST', path: VERIFICATION, json });
const readProfile = async ({ send }: Account) => (await send({ path: '/users/me' })).json;

/** Asks for an address, and returns it with the parts of its mail. */
async function ask(account: Account) {
  const email = `${createCredentials().username}@example.com`;
  await account.send({ method: 'PUT', path: '/users/me/email', json: { email }, headers: fromNewSource() });
  const [mail] = await readMails(email);
  const link = new URL(mail?.link ?? '');
  const id = link.searchParams.get('id') ?? '';
  const secret = link.hash.slice(1);
  return { email, code: mail?.code ?? '', link, id, secret, token: `${id}.${secret}` };
}

let ada: Account;
let mailed: Awaited<ReturnType<typeof ask>>;

// few mails: all suites share the limit of their source
beforeAll(async () => {
  ada = await createAccount(baseUrl());
  mailed = await ask(ada);
});

test('the link leads to the page of the API, and its secret is in the fragment only', async () => {
  const { link, secret } = mailed;
  expect(link.origin + link.pathname).toBe(`${baseUrl()}/verify-email`);
  expect([...link.searchParams.keys()]).toEqual(['id']);
  expect(secret).toMatch(/^[\w-]{22}$/);
  expect(link.href.replace(link.hash, '')).not.toContain(secret);
});

test('a scanner that opens the link uses nothing up', async () => {
  const path = `/verify-email${mailed.link.search}`;
  for (const method of ['GET', 'HEAD', 'GET', 'OPTIONS']) await send(baseUrl(), { method, path });
  expect(await readProfile(ada)).toMatchObject({ email: null, pending_email: mailed.email });
});

test('a body without a proof, and one with two, are refused', async () => {
  const { token, code, email } = mailed;
  for (const json of [{}, { token, code }]) {
    expectProblem(await verify(ada, json), {
      status: 400,
      code: 'VALIDATION_FAILED',
      errors: [{ pointer: '#' }],
    });
  }
  expect(await readProfile(ada)).toMatchObject({ pending_email: email });
});

test('the token does not work for another account', async () => {
  const eve = await createAccount(baseUrl());
  expectProblem(await verify(eve, { token: mailed.token }), { status: 400, code: 'INVALID_CODE' });
  expect(await readProfile(eve)).toMatchObject({ email: null });
});

test('the token verifies the address from another session, once, and the log holds no secret', async () => {
  const { email, token, code, secret } = mailed;
  const other = await signIn(baseUrl(), ada);
  expectProblem(await verify(other, { token: token.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')) }), {
    status: 400,
    code: 'INVALID_CODE',
  });
  expect(await verify(other, { token })).toMatchObject({ status: 204, text: '' });
  expect(await readProfile(other)).toMatchObject({ email, email_verified: true, pending_email: null });
  for (const used of [{ token }, { code }]) {
    expectProblem(await verify(other, used), { status: 400, code: 'INVALID_CODE' });
  }
  expect(readServerLog()).not.toContain(secret);
  expect(readServerLog()).not.toContain(code);
});

test('the token of a link replaces a forgotten password, once', async () => {
  const { email, token: verification } = mailed;
  await send(baseUrl(), {
    method: 'POST',
    path: '/password-resets',
    json: { username: email },
    headers: fromNewSource(),
  });
  const [mail] = await readMails(email, 2);
  const link = new URL(mail?.link ?? '');
  expect(link.origin + link.pathname).toBe(`${baseUrl()}/reset-password`);
  await send(baseUrl(), { path: `/reset-password${link.search}` });
  const token = `${link.searchParams.get('id')}.${link.hash.slice(1)}`;
  const { password } = createCredentials();
  const confirm = (proof: string) =>
    send(baseUrl(), {
      method: 'POST',
      path: '/password-resets/confirm',
      json: { token: proof, new_password: password },
    });
  // a link of one kind does not serve the other
  expectProblem(await confirm(verification), { status: 400, code: 'INVALID_CODE' });
  expect(await confirm(token)).toMatchObject({ status: 204, text: '' });
  expectProblem(await confirm(token), { status: 400, code: 'INVALID_CODE' });
  expectProblem(await verify(await signIn(baseUrl(), { ...ada, password }), { token }), {
    status: 400,
    code: 'INVALID_CODE',
  });
});

test.each(PAGES)('%s is a page that nothing stores, frames or sniffs', async (path) => {
  const { status, headers, text } = await get(path);
  expect(status).toBe(200);
  expect(text).toMatch(/^<!doctype html>\n<html lang="en">/);
  expect(headers).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'content-language': 'en',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'strict-transport-security': expect.stringContaining('max-age='),
  });
  const policy = String(headers['content-security-policy']);
  expect(policy).toMatch(
    /^default-src 'none'; script-src 'sha256-[\w+/=]{44}'; style-src 'sha256-[\w+/=]{44}';/,
  );
  for (const directive of ["frame-ancestors 'none'", "form-action 'none'", "base-uri 'none'"]) {
    expect(policy).toContain(directive);
  }
  expect(policy).not.toMatch(/unsafe|https?:|\*/);
});

test.each(PAGES)('%s is German for a reader who prefers it', async (path) => {
  const { headers, text } = await get(path, { 'accept-language': 'de-AT, en;q=0.7' });
  expect(headers['content-language']).toBe('de');
  expect(text).toContain('<html lang="de">');
});
