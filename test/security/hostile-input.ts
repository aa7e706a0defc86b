/** Sends generated requests to every route: no response is a 5xx, and no secret is returned or logged. */
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { parseRouteKey } from '../../lambda/route-patterns';
import { type Account, createAccount } from '../support/accounts';
import { codePoint } from '../support/code-point';
import { send } from '../support/http-client';
import { servedRoutes as routes } from '../support/served-routes';
import { baseUrl, findInServerLog, readServerLog } from '../support/server-under-test';

/** A marked secret: as long as a password must be, and the same in every encoding. */
const secret = `s${randomBytes(12).toString('hex')}`;

const harmlessText = fc.oneof(
  fc.string({ unit: codePoint, maxLength: 40 }),
  // lone surrogates, which strings of code points do not contain
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 })
    .map((units) => String.fromCharCode(...units)),
  fc.constantFrom(
    '',
    '\0',
    '__proto__',
    'constructor',
    '#/username',
    '{{7*7}}',
    "' OR 1=1 --",
    'x'.repeat(9000),
  ),
);

const text = fc.oneof({ weight: 4, arbitrary: harmlessText }, fc.constant(secret));

const anyValue = fc.anything({
  key: text,
  maxDepth: 3,
  values: [text, fc.double(), fc.boolean(), fc.constant(null)],
});

/** The password of every account, which no name, note or username contains. */
const password = `${secret} and more`;

/** A refresh token of the correct form that belongs to no session. */
const refreshToken = fc
  .tuple(fc.uuid(), fc.uuid(), fc.uint8Array({ minLength: 48, maxLength: 48 }))
  .map(([sub, sid, secrets]) => `r1.${sub}.${sid}.${Buffer.from(secrets).toString('base64url')}`);

const deviceToken = fc
  .tuple(fc.stringMatching(/^[\w-]{12}$/), fc.stringMatching(/^[\w-]{43}$/))
  .map(([id, secretPart]) => `d1.${id}.${secretPart}`);

const base64url = (maxLength: number) =>
  fc.uint8Array({ maxLength }).map((bytes) => Buffer.from(bytes).toString('base64url'));

/** The response of an authenticator, as far as its form goes. */
const credential = fc
  .tuple(fc.stringMatching(/^[\w-]{22,30}$/), base64url(200), base64url(200))
  .map(([id, first, second]) => ({
    ...{ id, rawId: id, type: 'public-key' },
    response: {
      ...{ clientDataJSON: first, attestationObject: second },
      ...{ authenticatorData: first, signature: second, userHandle: secret },
    },
  }));

/** Bodies that are valid enough to pass the first checks. */
const nearlyValid = fc.record(
  {
    username: fc.oneof(text, anyValue, fc.uuid()),
    password: fc.oneof(fc.constant(password), text, anyValue),
    name: fc.oneof(text, anyValue),
    note: fc.oneof(text, anyValue),
    current_password: fc.oneof(fc.constant(password), text, anyValue),
    new_password: fc.oneof(fc.constant(password), text, anyValue),
    refresh_token: fc.oneof(refreshToken, text, anyValue),
    device_token: fc.oneof(deviceToken, text, anyValue),
    ceremony_id: fc.oneof(fc.stringMatching(/^[\w-]{43}$/), text, anyValue),
    credential: fc.oneof(credential, anyValue),
    kind: fc.oneof(fc.constantFrom('totp', 'passkey', 'recovery_code'), text, anyValue),
    challenge: fc.oneof(fc.stringMatching(/^[\w-]{43}$/), text, anyValue),
    [secret]: anyValue,
  },
  { requiredKeys: [] },
);

const body = fc.oneof(
  nearlyValid.map((value) => JSON.stringify(value)),
  anyValue.map((value) => JSON.stringify(value) ?? ''),
  text.map((value) => `{"password":"${secret}","x":${value}`),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  fc.constantFrom(undefined, '', '[]', `"${secret}"`, `{"password":"${secret}"`, '['.repeat(4000)),
);

/** A value that node:http accepts as a header, because the client is not under test. */
const headerValue = fc.oneof(
  fc.constant(secret),
  fc
    .array(
      fc.integer({ min: 0x21, max: 0xff }).filter((code) => code !== 0x7f),
      { maxLength: 60 },
    )
    .map((codes) => String.fromCharCode(...codes)),
  fc.constantFrom(
    '',
    '*/*',
    'application/json',
    'application/json; charset=utf-16',
    'null',
    '0',
    'y'.repeat(2000),
  ),
);

const headerNames = [
  'accept',
  'accept-encoding',
  'content-type',
  'cookie',
  'idempotency-key',
  'if-none-match',
  'origin',
  'range',
  'user-agent',
  'x-amzn-trace-id',
  'x-forwarded-for',
  'x-http-method-override',
  '__proto__',
];

const headers = fc
  .array(fc.tuple(fc.constantFrom(...headerNames), headerValue), { maxLength: 4 })
  .map((entries) => ({ 'content-type': 'application/json', ...Object.fromEntries(entries) }));

const authorization = fc.oneof(
  { weight: 3, arbitrary: fc.constant('valid' as const) },
  headerValue.map((value) => ({ value })),
  headerValue.map((value) => ({ value: `Bearer ${value}` })),
  fc.constant(undefined),
);

/** Part of a path. It contains no secret, because paths are logged. */
const pathPart = fc.oneof(
  harmlessText
    .filter((value) => value.isWellFormed() && value !== '' && value.length < 200)
    .map(encodeURIComponent),
  fc.constantFrom('%', '%zz', '%00', '..%2f', '*', '{id}', '%ff%fe', 'a;b=c', 'a:b@c'),
);

const query = fc.oneof(
  fc.constant(''),
  fc
    .tuple(fc.constantFrom('limit', 'cursor', 'password', 'x', '%00'), pathPart)
    .map(([k, v]) => `?${k}=${v}`),
  fc.constantFrom('?', '?limit', '?limit=1&limit=2', '?&&==', '?limit[]=1', `?access_token=${secret}`),
);

/** All users whose tokens were sent; the last one is signed in. */
const accounts: Account[] = [];

async function renewAccount(): Promise<Account> {
  const account = await createAccount(baseUrl());
  accounts.push(account);
  return account;
}

/** Declares the tests. @param numRuns the number of generated requests to each route */
export function attackRoutes(numRuns: number): void {
  describe.each(Object.keys(routes).map(parseRouteKey))('$method $path', (route) => {
    test('responds to every input without a 5xx and without a secret', async () => {
      const requests = fc.record({
        method: fc.oneof(
          { weight: 9, arbitrary: fc.constant<string>(route.method) },
          fc.constantFrom('GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND'),
        ),
        part: pathPart,
        query,
        headers,
        authorization,
        body,
      });
      let ada = await renewAccount();
      await fc.assert(
        fc.asyncProperty(requests, async (request) => {
          const credential =
            request.authorization === 'valid' ? `Bearer ${ada.token}` : request.authorization?.value;
          const answer = await send(baseUrl(), {
            method: request.method,
            path: route.path.replace(/\{[^}]+\}/g, () => request.part) + request.query,
            headers: { ...request.headers, ...(credential !== undefined && { authorization: credential }) },
            ...(request.body !== undefined && { body: request.body }),
          });
          expect(answer.status).toBeLessThan(500);
          expect(answer.text).not.toContain(password);
          // a successful response may contain stored values, such as a note
          if (answer.status >= 400) expect(answer.text).not.toContain(secret);
          expect(JSON.stringify(answer.headers)).not.toContain(secret);
          expect(answer.text).not.toContain(ada.password);
          // a successful request may have ended the session or deleted the account
          if (request.method === 'DELETE' && answer.status < 300) ada = await renewAccount();
        }),
        { numRuns },
      );
    });
  });

  describe('the log', () => {
    const username = `typed-by-mistake-${randomBytes(6).toString('hex')}`;

    beforeAll(async () => {
      const json = { username, password };
      const answer = await send(baseUrl(), { method: 'POST', path: '/sessions/create', json });
      expect(answer.status).toBe(401);
    });

    test('contains lines of API Gateway and of the functions', async () => {
      expect(await findInServerLog('"event":"sign_in_failed"')).toMatch(/"sourceIp"/);
      expect(readServerLog()).toMatch(/^POST \/sessions\/create 401\b/m);
    });

    test('contains no secret, password or token', () => {
      const lastPart = (token: string) => token.slice(token.lastIndexOf('.') + 1);
      const hidden = accounts.flatMap(
        ({ password: own, token, refreshToken: next, deviceToken: device = '' }) => [
          own,
          ...[token, next, device].map(lastPart),
        ],
      );
      const leaks = readServerLog()
        .split('\n')
        .filter((line) => [secret, ...hidden].some((text) => line.includes(text)));
      expect(leaks).toEqual([]);
    });

    test('contains no username of a failed sign-in', () => {
      expect(readServerLog()).not.toContain(username);
    });
  });
}
