/**
 * Checks that openapi.json is true: every response of these suites is checked against it, and each problem in
 * it occurs.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createAccount, createCredentials } from '../support/accounts';
import { createContractCheck, readDocument } from '../support/api-contract';
import { type Answer, type Sent, send } from '../support/http-client';
import { baseUrl } from '../support/server-under-test';

const document = readDocument();
/**
 * Each problem by its name. One of any other status includes `default`, because the same code differs there.
 */
const examples = Object.entries(document.components.responses).flatMap(([response, { content }]) => {
  const isDefault = response.endsWith('.default');
  const shown = Object.entries(content?.['application/problem+json']?.examples ?? {});
  return shown.map(([name, example]) => ({
    name,
    key: isDefault ? `${name} default` : name,
    ...example,
  }));
});
const exampleOf = (wanted: string) => examples.find(({ key }) => key === wanted)?.value;

test('every code of a problem has an example under its name', () => {
  const names = new Set(examples.map(({ name }) => name));
  const listed = JSON.stringify(document).match(/"enum":\[("[A-Z_]+",?)+\]/g) ?? [];
  expect(listed.length).toBeGreaterThan(0);
  expect(listed.flatMap((list) => JSON.parse(`{${list}}`).enum).filter((code) => !names.has(code))).toEqual(
    [],
  );
});

describe('problems', () => {
  const post = (path: string, json: unknown): Sent => ({ method: 'POST', path, json });
  const foo = (body: string, type = 'application/json'): Sent => ({
    method: 'POST',
    path: '/foo',
    body,
    headers: { 'content-type': type },
  });
  const id = 'A'.repeat(22);
  /** An assertion of the right form. */
  const unknownPasskey = {
    ...{ id, rawId: id, type: 'public-key' },
    response: { clientDataJSON: 'e30', authenticatorData: 'A'.repeat(52), signature: 'A'.repeat(64) },
  };
  const provoking: Readonly<Record<string, Sent>> = {
    'REQUEST_REFUSED default': { path: `/foo/${'x'.repeat(3_000)}` },
    UNAUTHORIZED: { path: '/foo', headers: { authorization: 'Bearer x' } },
    FACTOR_NOT_FOUND: { method: 'DELETE', path: `/users/me/factors/${randomUUID()}` },
    INVALID_CEREMONY: post('/sessions/passkey', { ceremony_id: 'x', credential: unknownPasskey }),
    INVALID_CHALLENGE: post('/sessions/challenge', { challenge: 'x', kind: 'totp', code: '123456' }),
    INVALID_CREDENTIALS: post('/sessions/create', createCredentials()),
    INVALID_CURRENT_PASSWORD: {
      method: 'PUT',
      path: '/users/me/password',
      json: { current_password: createCredentials().password, new_password: createCredentials().password },
    },
    INVALID_REFRESH_TOKEN: post('/sessions/refresh', { refresh_token: 'x' }),
    INVALID_REQUEST_BODY: foo('[]'),
    NO_SECOND_FACTOR: { method: 'POST', path: '/users/me/recovery-codes' },
    NOT_FOUND: { path: '/foo/x' },
    PASSKEY_NOT_FOUND: { method: 'DELETE', path: `/users/me/passkeys/${'x'.repeat(43)}` },
    PAYLOAD_TOO_LARGE: foo(`{"name":"x"}${' '.repeat(8192)}`),
    UNSUPPORTED_MEDIA_TYPE: foo('x', 'text/plain'),
    VALIDATION_FAILED: foo('{}'),
  };
  /** Tested by other suites, which wait, fill a table, or make the gateway or AWS fail. */
  const elsewhere: Readonly<Record<string, string>> = {
    CONCURRENT_CHANGE: 'faults/faults',
    DEPENDENCY_UNAVAILABLE: 'faults/faults',
    IDEMPOTENCY_KEY_REUSED: 'contract/foo',
    INTERNAL: 'security/revocation',
    INVALID_CODE: 'contract/email-address',
    INSUFFICIENT_USER_AUTHENTICATION: 'security/session-lifetimes',
    LAST_FACTOR: 'security/second-factor-policy.all',
    INVALID_PASSKEY: 'contract/passkeys',
    LAST_WAY_IN: 'contract/passkey-sign-up',
    PASSKEY_REFUSED: 'contract/passkey-sign-up',
    PASSKEY_TAKEN: 'contract/passkeys',
    REFRESH_TOKEN_REUSED: 'security/session-lifetimes',
    REQUEST_REFUSED: 'faults/gateway-faults.all',
    EMAIL_NOT_VERIFIED: 'security/email-policy.all',
    SECOND_FACTOR_REQUIRED: 'contract/second-factors',
    SECOND_FACTOR_UNAVAILABLE: 'security/second-factor-unavailable.all',
    PASSWORD_CHANGE_REQUIRED: 'security/temporary-password.all',
    PRECONDITION_FAILED: 'contract/foo',
    TIMEOUT: 'faults/gateway-faults.all',
    TOO_MANY_ATTEMPTS: 'security/expiry',
    TOO_MANY_FACTORS: 'security/second-factor-policy.all',
    TOO_MANY_FOOS: 'security/session-lifetimes',
    TOO_MANY_PASSKEYS: 'contract/passkey-limit.all',
    TOO_MANY_REQUESTS: 'faults/gateway-faults.all',
    TOO_MANY_USERNAME_CHANGES: 'contract/username',
    INVALID_CLIENT: 'contract/apps',
    INVALID_GRANT: 'contract/apps',
    INVALID_TOKEN_REQUEST: 'contract/apps',
    UNSUPPORTED_GRANT_TYPE: 'contract/apps',
    UNKNOWN_PASSKEY: 'contract/passkeys',
    USERNAME_TAKEN: 'contract/users',
  };
  /** A firewall's problem, and one of API Gateway's own failures. No local run has them. */
  const unseen = ['INTERNAL default', 'REQUEST_FILTERED'];
  let send: (sent: Sent) => Promise<Answer>;

  beforeAll(async () => {
    send = (await createAccount(baseUrl())).send;
  });

  test.each(Object.entries(provoking))('%s comes as the document shows it', async (key, sent) => {
    expect((await send(sent)).json).toEqual({ ...exampleOf(key), requestId: expect.any(String) });
  });

  // The client itself rejects a response without an example.
  test.each([
    ['a path that is too long', 414, { path: `/foo/${'x'.repeat(3_000)}` }],
    ['too many bytes of headers', 431, { path: '/foo', headers: { 'x-much': 'x'.repeat(12_000) } }],
    [
      'a body that is too large, even where none is read',
      413,
      { path: '/foo', body: 'x'.repeat(11_000_000) },
    ],
  ])('%s is a documented %i', async (_what, status, sent: Sent) => {
    expect((await send(sent)).status).toBe(status);
  });

  test.each(Object.entries(elsewhere))('%s is expected by %s', (code, suite) => {
    const text = readFileSync(join(__dirname, '..', `${suite}.test.ts`), 'utf8');
    expect(text).toMatch(new RegExp(`^ +expect.*\\bcode: '${code}'`, 'm'));
    // The clients in these files check the responses.
    expect(text).toMatch(/'\.\.\/support\/(http-client|accounts)'/);
    expect(text).not.toMatch(/\b(test|it|describe)\.(skip|only|todo|failing)|\bx(test|it|describe)\(/);
  });

  test('that no suite tests say so in the document', () => {
    const shown = examples.filter(({ summary }) => summary?.startsWith('Only on AWS, '));
    expect([...new Set(shown.map(({ key }) => key))].sort()).toEqual(unseen);
  });

  test('are all in the document', () => {
    const keys = new Set(examples.map(({ key }) => key));
    expect([...Object.keys(provoking), ...Object.keys(elsewhere), ...unseen].sort()).toEqual(
      [...keys].sort(),
    );
  });
});

describe('the check', () => {
  const check = createContractCheck(document);
  const sent = { path: '/.well-known/jwks.json' };
  const refused = { path: '/foo' };
  const invalid = { method: 'POST', path: '/users', json: { username: 'x', password: 'x' } };
  let keys: Answer;
  let refusal: Answer;
  let faults: Answer;

  beforeAll(async () => {
    keys = await send(baseUrl(), sent);
    refusal = await send(baseUrl(), refused);
    faults = await send(baseUrl(), invalid);
  });

  test('passes a documented answer', () => {
    expect(check(sent, keys)).toBeUndefined();
    expect(check(refused, refusal)).toBeUndefined();
    expect(check(invalid, faults)).toBeUndefined();
  });

  test('names a status that is not documented', () => {
    expect(check(sent, { ...keys, status: 299 })).toMatch('status 299');
  });

  test('names a type that is not documented', () => {
    expect(check(sent, { ...keys, headers: { 'content-type': 'text/html' } })).toMatch('text/html');
  });

  test('names a body with a surplus or a missing member', () => {
    expect(check(sent, { ...keys, json: { ...keys.json, more: 1 } })).toMatch('additional properties');
    expect(check(sent, { ...keys, json: {} })).toMatch("required property 'keys'");
  });

  test('names a problem with other words, and one of another route', () => {
    expect(check(refused, { ...refusal, json: { ...refusal.json, detail: 'x' } })).toMatch('no example');
    expect(check(refused, { ...refusal, json: { ...refusal.json, code: 'USERNAME_TAKEN' } })).toMatch(
      'allowed',
    );
  });

  test('names a problem whose faults are missing, and one with undocumented faults', () => {
    const { errors, ...rest } = faults.json;
    expect(errors.length).toBeGreaterThan(0);
    expect(check(invalid, { ...faults, json: rest })).toMatch('no example');
    expect(check(refused, { ...refusal, json: { ...refusal.json, errors } })).toMatch('no example');
  });

  test('names a header that is missing, one that is not documented, and one of another form', () => {
    const deletion = { method: 'DELETE', path: '/users/me' };
    const begun = { ...keys, status: 202, text: '' };
    expect(check(deletion, { ...begun, headers: { 'retry-after': '1' } })).toBeUndefined();
    expect(check(deletion, { ...begun, headers: {} })).toMatch('lacks the header Retry-After');
    expect(check(deletion, { ...begun, headers: { 'retry-after': 'soon' } })).toMatch('must be integer');
    expect(check(sent, { ...keys, headers: { ...keys.headers, location: '/' } })).toMatch('header Location');
  });

  test('names an undocumented body', () => {
    const deletion = { method: 'DELETE', path: '/sessions' };
    expect(check(deletion, { ...keys, status: 204, text: '{}' })).toMatch('has a body');
  });

  test('lets an unknown route answer with a 4xx problem and with nothing else', () => {
    const unknown = { path: '/nothing' };
    expect(check(unknown, { ...refusal, status: 404 })).toBeUndefined();
    expect(check(unknown, keys)).toMatch('undocumented route');
    expect(check(unknown, { ...keys, status: 404 })).toMatch('its body');
  });
});
