/** Refuses the conditional writes of a request, as when other requests were faster each time. */
import type { AwsCall } from '../../local/aws/call';
import { createCredentials } from '../support/accounts';
import { expectProblem } from '../support/expect-problem';
import { type Sent, send } from '../support/http-client';
import { createFaultInjector } from './fault-injector';
import { isConditional, lost } from './lost-race';
import { refreshWith, sendFor, signUp, type User, withToken } from './operation';
import { startRun, type TestRun } from './start-run';

const injector = createFaultInjector();
let run: TestRun;

beforeAll(async () => {
  run = await startRun({ intercept: injector.intercept, maxInstances: 1 });
});
afterAll(() => run.close());

describe('a request that loses every race', () => {
  let ada: User;
  let path: string;

  beforeEach(async () => {
    ada = await signUp(run);
    const foo = withToken(ada.token, { method: 'POST', path: '/foo', json: { name: 'x' } });
    path = `/foo/${(await sendFor(201, run, foo)).json.id}`;
  });

  const anyState = { 'if-match': '*' };
  const requests: readonly (readonly [what: string, write: string, make: () => Sent])[] = [
    [
      'PUT /users/me/password',
      '"#version"',
      () => {
        const json = { current_password: ada.password, new_password: createCredentials().password };
        return withToken(ada.token, { method: 'PUT', path: '/users/me/password', json });
      },
    ],
    [
      'PUT /users/me/username',
      '":newUsername"',
      () => {
        const { username } = createCredentials();
        return withToken(ada.token, { method: 'PUT', path: '/users/me/username', json: { username } });
      },
    ],
    ['POST /sessions/refresh', '":previousHash"', () => refreshWith(ada.refreshToken)],
    [
      'PUT /foo/{id}',
      '"FOO#',
      () => withToken(ada.token, { method: 'PUT', path, json: { name: 'y' }, headers: anyState }),
    ],
    ['DELETE /foo/{id}', '"FOO#', () => withToken(ada.token, { method: 'DELETE', path, headers: anyState })],
    [
      'POST /foo',
      '"IDEMPOTENCY#',
      () => {
        const headers = { 'idempotency-key': 'once' };
        return withToken(ada.token, { method: 'POST', path: '/foo', json: { name: 'x' }, headers });
      },
    ],
  ];

  test.each(requests)(
    '%s is a conflict, which the same request does not meet again',
    async (_what, write, make) => {
      const sent = make();
      const isLost = (call: AwsCall) => isConditional(call) && JSON.stringify(call.input).includes(write);
      const watch = injector.watch(isLost, () => lost);
      const answer = await send(run.origin, sent);
      watch.end();
      expect(watch.calls).not.toEqual([]);
      expectProblem(answer, { status: 409, code: 'CONCURRENT_CHANGE' });
      expect((await send(run.origin, sent)).status).toBeLessThan(300);
    },
  );
});
