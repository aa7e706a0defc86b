/**
 * The responses to requests that the API cannot serve. Those of the gateway and of functions have the same
 * shape.
 */
import { parseRouteKey } from '../../lambda/route-patterns';
import { routes } from '../../lambda/routes';
import { type Account, createAccount, createCredentials } from '../support/accounts';
import { expectProblem } from '../support/expect-problem';
import { type Answer, send } from '../support/http-client';
import { baseUrl } from '../support/server-under-test';

let ada: Account;

beforeAll(async () => {
  ada = await createAccount(baseUrl());
});

describe('an unknown route is a 404', () => {
  test.each([
    ['an unknown path', 'GET', '/nothing'],
    ['the root', 'GET', '/'],
    ['a path below a known one', 'GET', '/users/ada'],
    ['a known path with another method', 'DELETE', '/users'],
    ['a path in another case', 'GET', '/FOO'],
    ['a path with ..', 'GET', '/foo/../users'],
  ])('for %s', async (_what, method, path) => {
    expectProblem(await send(baseUrl(), { method, path }), { status: 404, code: 'NOT_FOUND' });
  });

  test.each(['Bearer x', 'Basic YTpi', 'anything'])(
    'also with the Authorization header "%s"',
    async (authorization) => {
      const answer = await send(baseUrl(), { path: '/nothing', headers: { authorization } });
      expectProblem(answer, { status: 404, code: 'NOT_FOUND' });
    },
  );

  test('also with a valid token', async () => {
    expectProblem(await ada.send({ path: '/nothing' }), { status: 404, code: 'NOT_FOUND' });
  });
});

// Found by method, so that a new route with a body is tested, too.
const bodyRoutes = Object.keys(routes)
  .map(parseRouteKey)
  .filter(({ method }) => ['POST', 'PUT', 'PATCH'].includes(method));

describe.each(bodyRoutes)('$method $path', ({ method, path }) => {
  const sendBody = (body: string | Buffer, contentType: string | undefined = 'application/json') =>
    ada.send({ method, path, body, headers: contentType === '' ? {} : { 'content-type': contentType } });
  const { password } = createCredentials();

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

  test.each([
    ['broken JSON', `{"password":"${password}"`],
    ['JSON and more', `{"password":"${password}"} {}`],
    ['an array', `[{"password":"${password}"}]`],
    ['a string', `"${password}"`],
    ['a number', '7'],
    ['null', 'null'],
    ['a comment', `{/* ${password} */}`],
    ['a raw NUL in a string', `{"password":"${password}\u0000"}`],
    ['nothing', ''],
  ])('answers 400 to %s, and repeats none of it', async (_what, body) => {
    expectRefusedBody(await sendBody(body));
  });

  test('answers 400 to bytes that are not UTF-8', async () => {
    expectRefusedBody(await sendBody(Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])));
  });

  test('answers 400 to broken JSON with a charset, too', async () => {
    expectRefusedBody(await sendBody('{', 'application/json; charset=utf-8'));
  });

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/xml',
    'application/json2',
    'json',
  ])('answers 415 to %s', async (contentType) => {
    const answer = await sendBody(JSON.stringify(createCredentials()), contentType);
    expectProblem(answer, { status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' });
  });

  test('answers 413 to any body over 8 KB', async () => {
    const answer = await sendBody(`${JSON.stringify(createCredentials())}${' '.repeat(8192)}`);
    expectProblem(answer, { status: 413, code: 'PAYLOAD_TOO_LARGE' });
  });

  test("answers 400 to members with names of a prototype's members", async () => {
    expectRefusedBody(await sendBody('{"__proto__":{"username":"ada"},"constructor":1}'));
  });
});

test('every answer names its request in a header, and a problem names the same', async () => {
  const answer = await send(baseUrl(), { path: '/nothing' });
  expect(answer.headers['x-amzn-requestid']).toBe(answer.json.requestId);
  const signIn = await send(baseUrl(), {
    method: 'POST',
    path: '/sessions/create',
    json: createCredentials(),
  });
  expect(signIn.headers['x-amzn-requestid']).toBe(signIn.json.requestId);
});
