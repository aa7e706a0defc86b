/** The authorizer's decisions: every way to send a token, or none. */
import { createSecretKey, generateKeyPairSync, randomUUID } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader, SignJWT } from 'jose';
import { encodePart } from '../lambda/shared/tokens/mint-token';
import { type Account, createAccount } from '../support/accounts';
import { expectProblem } from '../support/expect-problem';
import { type Answer, send } from '../support/http-client';
import { baseUrl } from '../support/server-under-test';

let ada: Account;

beforeAll(async () => {
  ada = await createAccount(baseUrl());
});

const readFoo = (authorization: string | readonly string[]) =>
  send(baseUrl(), { path: '/foo', headers: { authorization } });

function expectUnauthorized(answer: Answer): void {
  expectProblem(answer, { status: 401, code: 'UNAUTHORIZED' });
  expect(answer.headers['www-authenticate']).toMatch(/^Bearer\b/);
}

describe('a valid token', () => {
  test.each(['Bearer', 'bearer', 'BEARER'])('is accepted with the scheme written %s', async (scheme) => {
    expect(await readFoo(`${scheme} ${ada.token}`)).toMatchObject({ status: 200 });
  });

  test('is valid for every protected route, not only the first one called', async () => {
    expect(await readFoo(`Bearer ${ada.token}`)).toMatchObject({ status: 200 });
    expect(await ada.send({ method: 'POST', path: '/foo', json: { name: 'x' } })).toMatchObject({
      status: 201,
    });
    expect(await ada.send({ path: `/foo/${randomUUID()}` })).toMatchObject({ status: 404 });
  });

  test('does no harm on a public route', async () => {
    const answer = await ada.send({ path: '/.well-known/jwks.json' });
    expect(answer.status).toBe(200);
  });
});

describe('a request is refused with 401', () => {
  test('without an Authorization header', async () => {
    expectUnauthorized(await send(baseUrl(), { path: '/foo' }));
  });

  test.each([
    ['an empty header', () => ''],
    ['a scheme without a token', () => 'Bearer'],
    ['no scheme', () => ada.token],
    ['another scheme', () => `Basic ${ada.token}`],
    ['two tokens', () => `Bearer ${ada.token} ${ada.token}`],
    ['two tokens with a comma', () => `Bearer ${ada.token}, Bearer ${ada.token}`],
    ['a token in quotes', () => `Bearer "${ada.token}"`],
    ['a token of one part', () => 'Bearer token'],
    ['a token that is not JSON', () => 'Bearer a.b.c'],
    ['a token of empty parts', () => 'Bearer ..'],
    ['a token without its signature', () => `Bearer ${ada.token.slice(0, ada.token.lastIndexOf('.') + 1)}`],
    ['a cut token', () => `Bearer ${ada.token.slice(0, -8)}`],
    ['a token of 8 KB', () => `Bearer ${ada.token}${'A'.repeat(7000)}`],
  ])('for %s', async (_what, authorization) => {
    expectUnauthorized(await readFoo(authorization()));
  });

  test('for a token in the query or the body', async () => {
    expectUnauthorized(await send(baseUrl(), { path: `/foo?access_token=${ada.token}` }));
    expectUnauthorized(
      await send(baseUrl(), { method: 'POST', path: '/foo', json: { name: 'x', access_token: ada.token } }),
    );
  });

  test('for every single claim that was changed', async () => {
    const [header, , signature] = ada.token.split('.');
    const claims: Record<string, unknown> = decodeJwt(ada.token);
    for (const name of Object.keys(claims)) {
      const value = claims[name];
      const forged = { ...claims, [name]: typeof value === 'number' ? value + 60 : `${value}x` };
      expectUnauthorized(await readFoo(`Bearer ${header}.${encodePart(forged)}.${signature}`));
    }
    expectUnauthorized(
      await readFoo(`Bearer ${header}.${encodePart({ ...claims, scope: 'admin' })}.${signature}`),
    );
  });

  test('for a token that names no algorithm', async () => {
    const [, payload, signature] = ada.token.split('.');
    for (const alg of ['none', 'None', 'NONE', '']) {
      const header = encodePart({ ...decodeProtectedHeader(ada.token), alg });
      expectUnauthorized(await readFoo(`Bearer ${header}.${payload}.`));
      expectUnauthorized(await readFoo(`Bearer ${header}.${payload}.${signature}`));
    }
  });

  test('for a token signed by another key under our key id, even if it includes that key', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 3072 });
    const header = decodeProtectedHeader(ada.token) as { alg: string; kid: string; typ: string };
    const jwk = publicKey.export({ format: 'jwk' });
    for (const extra of [
      {},
      { jwk },
      { kid: randomUUID() },
      { kid: '../../key' },
      { jku: 'https://example.com/k' },
    ]) {
      const token = await new SignJWT(decodeJwt(ada.token))
        .setProtectedHeader({ ...header, ...extra })
        .sign(privateKey);
      expectUnauthorized(await readFoo(`Bearer ${token}`));
    }
  });

  test('for a token authenticated with our public key as a shared secret', async () => {
    const { json: published } = await send(baseUrl(), { path: '/.well-known/jwks.json' });
    const header = decodeProtectedHeader(ada.token) as { kid: string; typ: string };
    const secret = createSecretKey(Buffer.from(JSON.stringify(published.keys[0])));
    const token = await new SignJWT(decodeJwt(ada.token))
      .setProtectedHeader({ ...header, alg: 'HS256' })
      .sign(secret);
    expectUnauthorized(await readFoo(`Bearer ${token}`));
  });

  test('before its body is read', async () => {
    const answer = await send(baseUrl(), {
      method: 'POST',
      path: '/foo',
      headers: { 'content-type': 'application/json' },
      body: '{',
    });
    expectUnauthorized(answer);
  });
});
