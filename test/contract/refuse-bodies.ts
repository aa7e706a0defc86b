/** Sends bodies that no route accepts. */
import { parseRouteKey } from '../../lambda/route-patterns';
import { type Route, routes } from '../../lambda/routes';
import { type Account, createAccount, createCredentials } from '../support/accounts';
import { expectProblem } from '../support/expect-problem';
import type { Answer } from '../support/http-client';
import { baseUrl } from '../support/server-under-test';

/** The routes that take no body, and ignore one. */
const withoutBody: readonly string[] = [
  'POST /users/me/recovery-codes',
  'POST /users/me/passkeys/options',
  'PUT /users/me/second-factor',
  'POST /sessions/passkey/options',
  'POST /sessions/current/step-up/options',
] satisfies (keyof typeof routes)[];

/** The routes with a JSON body. They are found by method, so that a new one is tested, too. */
export const bodyRoutes = Object.entries<Route>(routes)
  .filter(([key, { access, takesForm }]) => access !== 'page' && !takesForm && !withoutBody.includes(key))
  .map(([key]) => parseRouteKey(key))
  .filter(({ method }) => ['POST', 'PUT', 'PATCH'].includes(method));

const { password } = createCredentials();

const malformed: readonly (readonly [what: string, body: string | Buffer])[] = [
  ['broken JSON', `{"password":"${password}"`],
  ['JSON and more', `{"password":"${password}"} {}`],
  ['an array', `[{"password":"${password}"}]`],
  ['a string', `"${password}"`],
  ['a number', '7'],
  ['null', 'null'],
  ['a comment', `{/* ${password} */}`],
  ['a raw NUL in a string', `{"password":"${password}\u0000"}`],
  ['nothing', ''],
  ['bytes that are not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
  ["members with names of a prototype's members", '{"__proto__":{"username":"ada"},"constructor":1}'],
];
const contentTypes = [
  'text/plain',
  'application/x-www-form-urlencoded',
  'application/xml',
  'application/json2',
  'json',
];

/**
 * Tests that routes reject bodies.
 * @param extent every body, or one that is malformed, one of another type and one that is too long
 */
export function refuseBodies(tested: typeof bodyRoutes, extent: 'all' | 'one of each'): void {
  const take = <Value>(values: readonly Value[]) => (extent === 'all' ? values : values.slice(0, 1));
  let ada: Account;

  beforeAll(async () => {
    ada = await createAccount(baseUrl());
  });

  describe.each(tested)('$method $path', ({ method, path }) => {
    const sendBody = (body: string | Buffer, contentType = 'application/json') =>
      ada.send({ method, path, body, headers: { 'content-type': contentType } });

    test.each(take(malformed))('answers 400 to %s, and repeats none of it', async (_what, body) => {
      expectRefusedBody(await sendBody(body));
    });

    test('answers 400 to broken JSON with a charset, too', async () => {
      expectRefusedBody(await sendBody('{', 'application/json; charset=utf-8'));
    });

    test.each(take(contentTypes))('answers 415 to %s', async (contentType) => {
      const answer = await sendBody(JSON.stringify(createCredentials()), contentType);
      expectProblem(answer, { status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' });
    });

    test('answers 413 to any body over 8 KB', async () => {
      const answer = await sendBody(`${JSON.stringify(createCredentials())}${' '.repeat(8192)}`);
      expectProblem(answer, { status: 413, code: 'PAYLOAD_TOO_LARGE' });
    });
  });
}

/** The gateway checks the body first. The function rejects what the gateway accepts. */
function expectRefusedBody(answer: Answer): void {
  expect(['INVALID_REQUEST_BODY', 'VALIDATION_FAILED']).toContain(answer.json?.code);
  expectProblem(answer, {
    status: 400,
    code: answer.json.code,
    ...(answer.json.errors && { errors: answer.json.errors }),
  });
  expect(answer.text).not.toContain(password);
}
