/** The terminal lines of a local run for each kind of failure, which must be distinguishable. */
import { randomUUID } from 'node:crypto';
import { defaultLimits } from '../attack/limits';
import { startTarget, type Target } from '../attack/target';
import { withToken } from '../faults/operation';
import type { Sent } from '../support/http-client';

let target: Target;

beforeAll(async () => {
  // stopped, so that no quarter of an hour ends during the test
  const limits = { ...defaultLimits, MAX_SIGN_UPS_PER_SOURCE: 3 };
  target = await startTarget({ limits, maxInstances: 1, stopsClock: true });
});
afterAll(() => target.close());

/** Returns the line of the latest request, without its duration, and the explanation below it. */
async function lineOf(sent: Sent): Promise<string> {
  await target.send(sent);
  const lines = target.printed().split('\n');
  const start = lines.findLastIndex((line) => /^[A-Z]+ \//.test(line));
  return lines
    .slice(start, start + 2)
    .join('\n')
    .replace(/ \d+ ms/g, '');
}

const withTokenOf = (token: string) => withToken(token, { path: '/users/me' });

const refused =
  'GET /users/me 401 · authorizer refused · UNAUTHORIZED: the authorizer rejected the caller · logged: ';

test('a session that has ended', async () => {
  const { username, password } = target.ada;
  const { token } = await target.signIn({ username, password });
  await target.send(withToken(token, { method: 'DELETE', path: '/sessions/current' }));
  expect(await lineOf(withTokenOf(token))).toContain(`${refused}session-ended\n`);
});

test('a bad signature', async () => {
  const [header = '', payload = ''] = target.ada.token.split('.');
  const foreign = await target.mint.signParts(header, `${payload.slice(0, -1)}`);
  const signature = foreign.split('.').at(-1);
  expect(await lineOf(withTokenOf(`${header}.${payload}.${signature}`))).toContain(
    `${refused}bad-signature\n`,
  );
});

test('an expired token, and one of an unknown key', async () => {
  const now = Math.floor(Date.now() / 1_000);
  const expired = await target.mint.token({ claims: { iat: now - 7_200, exp: now - 3_600 } });
  expect(await lineOf(withTokenOf(expired))).toContain(`${refused}expired\n`);
  const unknown = await target.mint.token({ header: { kid: randomUUID() } });
  expect(await lineOf(withTokenOf(unknown))).toContain(`${refused}unknown-key\n`);
});

test('no token', async () => {
  expect(await lineOf({ path: '/users/me' })).toContain(
    'GET /users/me 401 · authorizer not invoked: missing token · UNAUTHORIZED: ',
  );
});

test('a wrong password, without a claim that the route is public', async () => {
  const json = { username: target.ada.username, password: 'not the right one at all' };
  const line = await lineOf({ method: 'POST', path: '/sessions/create', json });
  expect(line).toContain(
    'POST /sessions/create 401 · INVALID_CREDENTIALS: The username or password is incorrect.',
  );
  expect(line).not.toContain('anyone');
});

test('a member that breaks a rule', async () => {
  const json = { username: 'x', password: 'too short' };
  const line = await lineOf({ method: 'POST', path: '/users', json });
  expect(line).toContain('POST /users 400 · VALIDATION_FAILED: #/username ');
  expect(line).toContain('; #/password ');
});

test('a throttle', async () => {
  await target.signUp();
  const json = { username: `x-${randomUUID()}`, password: 'a phrase that passes the rules' };
  expect(await lineOf({ method: 'POST', path: '/users', json })).toContain(
    'POST /users 429 · TOO_MANY_ATTEMPTS: ',
  );
});

test('unknown route', async () => {
  expect(await lineOf({ path: '/nowhere' })).toContain(
    'GET /nowhere 404 · unknown route (gateway response MISSING_AUTHENTICATION_TOKEN)\n',
  );
});

test('a page of an origin that is not allowed', async () => {
  const headers = {
    origin: 'http://localhost:8080',
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'content-type',
  };
  const line = await lineOf({ method: 'OPTIONS', path: '/foo', headers });
  expect(line).toContain(
    'OPTIONS /foo 204 · CORS: a page of http://localhost:8080 may not call this API: add the origin to corsOrigins in lib/stages/stages.ts',
  );
  expect(line).not.toContain('anyone');
});
