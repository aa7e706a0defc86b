import { createHash } from 'node:crypto';
import { handleRedirect, type RedirectPage, signInWithRedirect } from '../../../client/src/redirect';
import { RedirectError } from '../../../client/src/redirect-error';
import { baseUrl, createScene } from './create-scene';
import { problem } from './fake-api';

const METADATA = 'GET /.well-known/oauth-authorization-server';
const TOKEN = 'POST /oauth2/token';
const app = { clientId: 'spa', redirectUri: 'https://app.example.com/' };

/** A tab of a browser. */
function openTab(href = app.redirectUri) {
  const items = new Map<string, string>();
  const left: string[] = [];
  const tab = {
    href,
    items,
    left,
    leave: (url: string) => left.push(url),
    replace: (url: string) => {
      tab.href = url;
    },
    storage: {
      getItem: (name: string) => items.get(name) ?? null,
      setItem: (name: string, value: string) => items.set(name, value),
      removeItem: (name: string) => items.delete(name),
    },
  };
  return tab satisfies RedirectPage;
}

const tokens = () =>
  Response.json({
    access_token: `x.${Buffer.from('{"username":"ada"}').toString('base64url')}.y`,
    ...{ refresh_token: 'refresh-9', token_type: 'Bearer', expires_in: 3600 },
  });

/** A client whose user has been led to the sign-in page. */
async function leave(returnTo?: string) {
  const scene = createScene();
  const client = scene.create();
  const tab = openTab();
  scene.api.answerNext(
    METADATA,
    Response.json({ issuer: baseUrl, authorization_endpoint: `${baseUrl}/oauth2/authorize` }),
  );
  await signInWithRedirect(client, { ...app, ...(returnTo !== undefined && { returnTo }) }, tab);
  const sent = new URL(tab.left[0] ?? '').searchParams;
  /** Comes back to the page of the app. */
  const comeBack = (change: Readonly<Record<string, string>>) => {
    const answer = { state: sent.get('state') ?? '', iss: baseUrl, ...change };
    tab.href = `${app.redirectUri}?tab&from=a%20b&${new URLSearchParams(answer)}`;
  };
  return { ...scene, client, tab, sent, comeBack };
}

test('the user is led to the sign-in page with PKCE and a state', async () => {
  const { tab, sent } = await leave();
  expect(tab.left[0]).toMatch(/^https:\/\/api\.example\.com\/oauth2\/authorize\?/);
  expect(Object.fromEntries(sent)).toEqual({
    response_type: 'code',
    client_id: 'spa',
    redirect_uri: app.redirectUri,
    state: expect.stringMatching(/^[\w-]{43}$/),
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    code_challenge_method: 'S256',
  });
});

test('the code becomes a session, and leaves the address of the page', async () => {
  const { client, tab, sent, comeBack, api } = await leave('/orders');
  comeBack({ code: 'code-1' });
  api.answerNext(TOKEN, tokens());
  expect(await handleRedirect(client, tab)).toEqual({ returnTo: '/orders' });
  expect(await client.isSignedIn()).toBe(true);
  expect(tab.href).toBe(`${app.redirectUri}?tab&from=a%20b`);
  expect(tab.items.size).toBe(0);
  const form = new URLSearchParams(api.calls.at(-1)?.body);
  const { code_verifier: verifier = '', ...rest } = Object.fromEntries(form);
  expect(rest).toEqual({
    ...{ grant_type: 'authorization_code', code: 'code-1' },
    ...{ client_id: 'spa', redirect_uri: app.redirectUri },
  });
  expect(createHash('sha256').update(verifier).digest('base64url')).toBe(sent.get('code_challenge'));
});

test('two calls share one exchange, and a later call finds nothing', async () => {
  const { client, tab, comeBack, api } = await leave();
  comeBack({ code: 'code-1' });
  api.answerNext(TOKEN, tokens());
  const calls = [handleRedirect(client, tab), handleRedirect(client, tab)];
  expect(await Promise.all(calls)).toEqual([{ returnTo: undefined }, { returnTo: undefined }]);
  expect(api.count(TOKEN)).toBe(1);
  expect(await handleRedirect(client, tab)).toBeUndefined();
});

test.each([
  ['another state', { state: 'x', code: 'code-1' }],
  ['no state', { state: '', code: 'code-1' }],
])('a response with %s is not for this tab', async (_, change) => {
  const { client, tab, comeBack, api } = await leave();
  comeBack(change);
  expect(await handleRedirect(client, tab)).toBeUndefined();
  expect(api.count(TOKEN)).toBe(0);
});

test('a response of another issuer is refused, and its code is sent to nobody', async () => {
  const { client, tab, comeBack, api } = await leave();
  comeBack({ code: 'code-1', iss: 'https://evil.example' });
  await expect(handleRedirect(client, tab)).rejects.toMatchObject({ reason: 'issuer', error: undefined });
  expect(api.count(TOKEN)).toBe(0);
});

test.each([
  ['an error', {}],
  ['an error and a code', { code: 'code-1' }],
])('%s of the API is thrown', async (_what, more) => {
  const { client, tab, comeBack, api } = await leave();
  comeBack({ error: 'invalid_request', ...more });
  const error = await handleRedirect(client, tab).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(RedirectError);
  expect(error).toMatchObject({ reason: 'refused', error: 'invalid_request' });
  expect(api.count(TOKEN)).toBe(0);
});

test('a code that is refused starts no session', async () => {
  const { client, tab, comeBack, api } = await leave();
  comeBack({ code: 'code-1' });
  api.answerNext(TOKEN, problem(400, 'INVALID_GRANT'));
  await expect(handleRedirect(client, tab)).rejects.toMatchObject({ code: 'INVALID_GRANT' });
  expect(await client.isSignedIn()).toBe(false);
});

test('an API without pages is named', async () => {
  const { api, create } = createScene();
  api.answerNext(METADATA, Response.json({ issuer: baseUrl }));
  await expect(signInWithRedirect(create(), app, openTab())).rejects.toThrow('`pages`');
});
