/** An app signs its user in through the pages, over HTTP (RFC 6749 section 4.1, RFC 7636, RFC 9207). */
import * as client from 'openid-client';
import { type Account, createAccount, refresh } from '../support/accounts';
import { expectProblem } from '../support/expect-problem';
import { send } from '../support/http-client';
import { baseUrl } from '../support/server-under-test';
import {
  APP,
  askForCode,
  describePages,
  exchangeCode,
  type Visitor,
  visitSignedIn,
} from '../support/visit-pages';

/** The member of RFC 6749 section 5.2. */
const by = (error: string) => ({ members: { error } });

describePages('an app', () => {
  let ada: Account;
  let browser: Visitor;
  const ask = async () => (await askForCode(browser)).get('code') ?? '';

  beforeAll(async () => {
    ada = await createAccount(baseUrl());
    browser = await visitSignedIn(baseUrl(), ada);
  });

  test('receives a code, the state and the issuer, and calls the API with the tokens of the code', async () => {
    const back = await askForCode(browser, { state: 'state of the app' });
    const { json: metadata } = await send(baseUrl(), { path: '/.well-known/oauth-authorization-server' });
    expect(back.get('state')).toBe('state of the app');
    expect(back.get('iss')).toBe(metadata.issuer);
    const { status, json } = await exchangeCode(baseUrl(), back.get('code') ?? '');
    expect(status).toBe(200);
    const authorization = `Bearer ${json.access_token}`;
    const profile = await send(baseUrl(), { path: '/users/me', headers: { authorization } });
    expect(profile.json).toMatchObject({ id: ada.id, username: ada.username });
    expect(await refresh(baseUrl(), json.refresh_token)).toMatchObject({ status: 200 });
  });

  test('receives one set of tokens for a code', async () => {
    const code = await ask();
    const { json } = await exchangeCode(baseUrl(), code);
    const again = await exchangeCode(baseUrl(), code);
    expectProblem(again, { status: 400, code: 'INVALID_GRANT', ...by('invalid_grant') });
    expect(await refresh(baseUrl(), json.refresh_token)).toMatchObject({ status: 401 });
  });

  test('that is unknown receives none', async () => {
    const answer = await exchangeCode(baseUrl(), await ask(), { client_id: 'unknown' });
    expectProblem(answer, { status: 401, code: 'INVALID_CLIENT', ...by('invalid_client') });
  });

  test('is told what is wrong with its request', async () => {
    const code = await ask();
    const incomplete = await exchangeCode(baseUrl(), code, { code_verifier: '' });
    expectProblem(incomplete, { status: 400, code: 'INVALID_TOKEN_REQUEST', ...by('invalid_request') });
    const other = await exchangeCode(baseUrl(), code, { grant_type: 'password' });
    const error = by('unsupported_grant_type');
    expectProblem(other, { status: 400, code: 'UNSUPPORTED_GRANT_TYPE', ...error });
  });

  test('of another origin may read the tokens, and no page', async () => {
    const preflight = await send(baseUrl(), {
      ...{ method: 'OPTIONS', path: '/oauth2/token' },
      headers: { origin: new URL(APP.redirectUri).origin, 'access-control-request-method': 'POST' },
    });
    expect(preflight.headers['access-control-allow-origin']).toBeDefined();
    // a page has no such route, so that a browser sends no request with a token to it
    expect(await send(baseUrl(), { method: 'OPTIONS', path: '/sign-in' })).toMatchObject({ status: 404 });
  });
});

describePages('openid-client', () => {
  test('signs an app in, and verifies the response', async () => {
    const browser = await visitSignedIn(baseUrl(), await createAccount(baseUrl()));
    const config = await client.discovery(new URL(baseUrl()), APP.clientId, undefined, client.None(), {
      algorithm: 'oauth2',
      // the local run uses HTTP
      execute: [client.allowInsecureRequests],
    });
    const verifier = client.randomPKCECodeVerifier();
    const state = client.randomState();
    const url = client.buildAuthorizationUrl(config, {
      redirect_uri: APP.redirectUri,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
    });
    const { headers } = await browser.get(`${url.pathname}${url.search}`);
    const tokens = await client.authorizationCodeGrant(config, new URL(headers.location ?? ''), {
      pkceCodeVerifier: verifier,
      expectedState: state,
    });
    expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: 3600 });
    expect(tokens.id_token).toBeUndefined();
  });
});
