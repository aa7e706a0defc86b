/** The published keys and the issuer's metadata, which others need to verify our tokens. */
import { createLocalJWKSet, createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { createAccount } from '../support/accounts';
import { send } from '../support/http-client';
import { baseUrl } from '../support/server-under-test';
import { hasPages } from '../support/visit-pages';

const readKeys = () => send(baseUrl(), { path: '/.well-known/jwks.json' });
const readMetadata = () => send(baseUrl(), { path: '/.well-known/openid-configuration' });

describe('the published keys', () => {
  test('are public RSA keys for RS256, and may be cached', async () => {
    const answer = await readKeys();
    expect(answer.status).toBe(200);
    expect(answer.headers['cache-control']).toMatch(/^public, max-age=[1-9]\d*$/);
    expect(answer.json.keys.length).toBeGreaterThan(0);
    for (const key of answer.json.keys) {
      // Exactly these members: a private one would appear in no other test.
      expect(key).toEqual({
        kty: 'RSA',
        use: 'sig',
        alg: 'RS256',
        kid: expect.stringMatching(/\S/),
        e: 'AQAB',
        n: expect.stringMatching(/^[\w-]{512}$/),
      });
    }
  });

  test('verify a token, whose claims are those of RFC 9068', async () => {
    const [account, keys, metadata] = await Promise.all([
      createAccount(baseUrl()),
      readKeys(),
      readMetadata(),
    ]);
    const { payload, protectedHeader } = await jwtVerify(account.token, createLocalJWKSet(keys.json), {
      algorithms: ['RS256'],
      issuer: metadata.json.issuer,
      typ: 'at+jwt',
      requiredClaims: ['iss', 'sub', 'aud', 'client_id', 'exp', 'iat', 'jti', 'sid', 'username'],
    });
    expect(payload).toMatchObject({
      sub: account.id,
      username: account.username,
      aud: expect.any(String),
      client_id: expect.any(String),
      sid: expect.any(String),
      jti: expect.any(String),
      amr: ['pwd'],
      session_start: payload.auth_time,
    });
    expect(payload.exp).toBeGreaterThan(payload.iat ?? Number.POSITIVE_INFINITY);
    expect(payload.auth_time).toBeLessThanOrEqual(payload.iat ?? 0);
    // A new user has no scopes, and RFC 6749 has no empty list of them.
    expect(payload).not.toHaveProperty('scope');
    expect(Object.keys(protectedHeader).sort()).toEqual(['alg', 'kid', 'typ']);
  });

  test('include the signing key', async () => {
    const { kid } = decodeProtectedHeader((await createAccount(baseUrl())).token);
    const { json } = await readKeys();
    expect(json.keys.map((key: { kid: string }) => key.kid)).toContain(kid);
  });
});

describe('the metadata', () => {
  test('names an issuer and the URL of its keys', async () => {
    const answer = await readMetadata();
    expect(answer.status).toBe(200);
    expect(answer.headers['cache-control']).toMatch(/^public, max-age=[1-9]\d*$/);
    expect(answer.json.jwks_uri).toBe(`${answer.json.issuer}/.well-known/jwks.json`);
  });

  test('can be followed from its address to a verified token, as a relying party does', async () => {
    const { json: metadata } = await readMetadata();
    const { token, id } = await createAccount(baseUrl());
    const keys = createRemoteJWKSet(new URL(metadata.jwks_uri));
    const { payload } = await jwtVerify(token, keys, { issuer: metadata.issuer });
    expect(payload.sub).toBe(id);
  });

  test('names no endpoint that the API does not have', async () => {
    const { json: metadata } = await readMetadata();
    const endpoints = Object.keys(metadata).filter((member) => /_(endpoint|uri)$/.test(member));
    expect(endpoints).toEqual([
      'jwks_uri',
      ...(hasPages ? ['authorization_endpoint', 'token_endpoint'] : []),
    ]);
  });
});
