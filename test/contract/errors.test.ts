/**
 * The responses to requests that the API cannot serve. Those of the gateway and of functions have the same
 * shape.
 */
import { type Account, createAccount, createCredentials } from '../support/accounts';
import { expectProblem } from '../support/expect-problem';
import { send } from '../support/http-client';
import { baseUrl } from '../support/server-under-test';
import { bodyRoutes, refuseBodies } from './refuse-bodies';

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

// errors-bodies.all.test.ts sends every body to every route
const [first, ...others] = bodyRoutes;
if (first === undefined) throw new Error('No route takes a body');
refuseBodies([first], 'all');
refuseBodies(others, 'one of each');

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
