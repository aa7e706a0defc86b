import { decodeJwt } from 'jose';
import { accountKey } from '../../../../../lambda/identity/accounts/account-item';
import { toAttributes } from '../../../../../lambda/shared/table/attributes';
import { type EmbeddedTable, startEmbeddedTable } from '../../../fakes/embedded-table';
import { createAppScene, REQUEST, VERIFIER } from './app-scene';

let embedded: EmbeddedTable;
beforeAll(async () => {
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  embedded = await startEmbeddedTable();
});
afterAll(() => embedded.close());

/** An app with a code for a new user. */
async function open() {
  const scene = createAppScene(embedded);
  const user = await scene.signUp();
  const [, sub = '', sid = ''] = (user.browser.cookies.get('session') ?? '').split('.');
  const { code } = await scene.askForCode(user.browser);
  return { ...scene, ...user, sub, sid, code };
}

const refused = (error: string, status = 400) => ({ status, body: expect.objectContaining({ error }) });

test('a code starts a session of its own, with the authentication of the session of the pages', async () => {
  const { exchange, code, sub, sid, clock, stores } = await open();
  clock.millis += 59_000;
  const { status, headers, body } = await exchange(code);
  expect(status).toBe(200);
  expect(headers).toMatchObject({ 'Cache-Control': 'no-store', 'Content-Type': 'application/json' });
  expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3600, refresh_token: expect.any(String) });
  expect(body).not.toHaveProperty('device_token');
  expect(body).not.toHaveProperty('id_token');
  const claims = decodeJwt(body.access_token);
  expect(claims).toMatchObject({ sub, amr: ['pwd'] });
  expect(claims.sid).not.toBe(sid);
  const page = await stores.sessions.find({ sub, sid });
  expect(claims.auth_time).toBe(page?.authTime);
  expect(await stores.sessions.find({ sub, sid: String(claims.sid) })).not.toHaveProperty('pageHash');
});

test('a code works once, and its reuse ends the session that it started', async () => {
  const { exchange, code, sub, stores } = await open();
  const { body } = await exchange(code);
  const key = { sub, sid: String(decodeJwt(body.access_token).sid) };
  expect(await stores.sessions.find(key)).toBeDefined();
  expect(await exchange(code)).toMatchObject(refused('invalid_grant'));
  expect(await stores.sessions.find(key)).toBeUndefined();
});

test('a code is valid for 60 seconds', async () => {
  const { exchange, code, clock } = await open();
  clock.millis += 60_000;
  expect(await exchange(code)).toMatchObject(refused('invalid_grant'));
});

test.each([
  ['no code', { code: 'x' }],
  ['another verifier', { code_verifier: 'w'.repeat(43) }],
  ['the challenge as verifier', { code_verifier: REQUEST.code_challenge }],
  ['another app', { client_id: 'other' }],
  ['another redirect URI', { redirect_uri: 'https://other.example.com/callback' }],
])('with %s, the code is refused, and still works for its own request', async (_, change) => {
  const { exchange, code } = await open();
  expect(await exchange(code, change)).toMatchObject(refused('invalid_grant'));
  expect(await exchange(code)).toMatchObject({ status: 200 });
});

test.each([
  [
    'its session of the pages has ended',
    async ({ stores, sub, sid }: Awaited<ReturnType<typeof open>>) => stores.sessions.delete({ sub, sid }),
  ],
  [
    'the account is disabled',
    async ({ sub }: Awaited<ReturnType<typeof open>>) =>
      setAccount(sub, '#a = :a', { '#a': 'state' }, { ':a': 'DISABLED' }),
  ],
  [
    'the sessions were revoked',
    async ({ sub }: Awaited<ReturnType<typeof open>>) =>
      setAccount(sub, '#a = :a', { '#a': 'securityVersion' }, { ':a': 9 }),
  ],
])('a code is refused when %s meanwhile', async (_, change) => {
  const scene = await open();
  await change(scene);
  expect(await scene.exchange(scene.code)).toMatchObject(refused('invalid_grant'));
});

async function setAccount(
  sub: string,
  set: string,
  names: Record<string, string>,
  values: Record<string, string | number>,
) {
  const { table } = createAppScene(embedded);
  await table.update({
    Key: accountKey(sub),
    UpdateExpression: `SET ${set}`,
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: toAttributes(values),
  });
}

test.each([['grant_type'], ['code'], ['client_id'], ['redirect_uri'], ['code_verifier']])(
  'a request without %s is invalid',
  async (name) => {
    const { exchange, code } = await open();
    expect(await exchange(code, { [name]: undefined })).toMatchObject(refused('invalid_request'));
    expect(await exchange(code, { [name]: '' })).toMatchObject(refused('invalid_request'));
  },
);

test('a parameter that occurs twice, or credentials of a client, make a request invalid', async () => {
  const { exchange, send, code } = await open();
  const once = String(
    new URLSearchParams({ grant_type: 'authorization_code', code: String(code), code_verifier: VERIFIER }),
  );
  expect(await send(`${once}&code=${code}`)).toMatchObject(refused('invalid_request'));
  expect(await exchange(code, { client_secret: 'x' })).toMatchObject(refused('invalid_request'));
  expect(await exchange(code, {}, { authorization: 'Basic c3BhOng=' })).toMatchObject(
    refused('invalid_request'),
  );
  expect(await exchange(code)).toMatchObject({ status: 200 });
});

test.each([['refresh_token'], ['client_credentials'], ['password'], ['Authorization_Code']])(
  'the grant type %s is not supported',
  async (grantType) => {
    const { exchange, code } = await open();
    expect(await exchange(code, { grant_type: grantType })).toMatchObject(refused('unsupported_grant_type'));
  },
);

test('an unknown app is refused before its code', async () => {
  const { exchange, code } = await open();
  expect(await exchange(code, { client_id: 'unknown' })).toMatchObject(refused('invalid_client', 401));
  expect(await exchange(code)).toMatchObject({ status: 200 });
});

test('a body that is no form is refused', async () => {
  const { send, code } = await open();
  const json = JSON.stringify({ grant_type: 'authorization_code', code });
  expect(await send(json, { 'content-type': 'application/json' })).toMatchObject({ status: 415 });
});
