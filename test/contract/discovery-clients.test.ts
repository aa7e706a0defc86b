/** Third-party libraries read the issuer's metadata and keys, and verify our tokens with them. */
import { JwtVerifier } from 'aws-jwt-verify';
import { decodeJwt } from 'jose';
import * as client from 'openid-client';
import { type Account, createAccount } from '../support/accounts';
import { send } from '../support/http-client';
import { baseUrl } from '../support/server-under-test';

let account: Account;
let issuer: string;

beforeAll(async () => {
  account = await createAccount(baseUrl());
  issuer = String(decodeJwt(account.token).iss);
});

describe('openid-client', () => {
  // The local run uses HTTP.
  const insecure = { execute: [client.allowInsecureRequests] };

  const discover = async (path: string, algorithm: 'oauth2' | 'oidc') => {
    const options = { algorithm, ...insecure };
    const found = await client.discovery(
      new URL(issuer + path),
      'a-client',
      undefined,
      client.None(),
      options,
    );
    return found.serverMetadata();
  };
  const metadata = () => ({ issuer, jwks_uri: `${issuer}/.well-known/jwks.json` });

  test('discovers OpenID Connect metadata by the issuer', async () => {
    expect(await discover('', 'oidc')).toMatchObject(metadata());
  });

  test('discovers OAuth metadata by their URL', async () => {
    expect(await discover('/.well-known/oauth-authorization-server', 'oauth2')).toMatchObject(metadata());
  });

  test('discovers OAuth metadata by the issuer, unless it has a path, which RFC 8414 puts behind the URL', async () => {
    const found = await discover('', 'oauth2').catch(() => 'not found');
    if (new URL(issuer).pathname === '/') expect(found).toMatchObject(metadata());
    else expect(found).toBe('not found');
  });
});

test('aws-jwt-verify verifies a token with given keys', async () => {
  const { aud } = decodeJwt(account.token);
  // It fetches keys only over HTTPS. For an issuer over HTTP, such as the local run, it gets them directly.
  const verifier = JwtVerifier.create({
    issuer,
    audience: String(aud),
    jwksUri: 'https://issuer.example/jwks.json',
  });
  const { json } = await send(baseUrl(), { path: '/.well-known/jwks.json' });
  verifier.cacheJwks(json);
  expect(await verifier.verify(account.token)).toMatchObject({ sub: account.id, iss: issuer });
  await expect(verifier.verify(`${account.token.slice(0, -4)}AAAA`)).rejects.toThrow('Invalid signature');
});
