/**
 * Calls to AWS that fail once, fail always, or lose a race: one of each. Responses are true, and no data is left behind. Other suites of
 * this folder test every kind of fault and every call.
 */
import type { AwsCall } from '../../local/aws/call';
import { createCredentials } from '../support/accounts';
import { expectProblem } from '../support/expect-problem';
import { type Sent, send } from '../support/http-client';
import { faults, lostAnswer } from './fault';
import { listLeftovers, removeAccount, runCase } from './fault-case';
import { createFaultInjector } from './fault-injector';
import { listFaultCase } from './list-fault-case';
import { isConditional, lost } from './lost-race';
import { refreshWith, signUp, type User, withToken } from './operation';
import { startRun, type TestRun } from './start-run';

const injector = createFaultInjector();
let run: TestRun;

beforeAll(async () => {
  run = await startRun({ intercept: injector.intercept, maxInstances: 1 });
});
afterAll(() => run.close());

test('a write that is applied, and whose answer is lost, is retried and takes effect once', async () => {
  await runCase(run, injector, await listFaultCase(run, injector, lostAnswer, 'once'));
});

test('without a signature no session starts, and the next request succeeds', async () => {
  const user = createCredentials();
  const watch = injector.watch(
    ({ action }) => action === 'kms:Sign',
    () => faults.find(({ name }) => name === 'a 500'),
  );
  const registration = { method: 'POST', path: '/users', json: user };
  const refusal = await send(run.origin, registration);
  expectProblem(refusal, { status: 503, code: 'DEPENDENCY_UNAVAILABLE' });
  expect(watch.calls.length).toBeGreaterThan(1);
  watch.end();
  const sessions = (await run.table.readAll()).filter(({ pk }) => pk?.S?.startsWith('SESSIONS#'));
  expect(sessions).toEqual([]);
  expect(await send(run.origin, registration)).toMatchObject({ status: 201 });
  await removeAccount(run, { user });
});

test('an account that survived a fault can be deleted completely', async () => {
  expect(await listLeftovers(run)).toEqual([]);
});

describe('a request that loses every race', () => {
  let ada: User;

  beforeEach(async () => {
    ada = await signUp(run);
  });

  const requests: readonly (readonly [what: string, write: string, make: () => Sent])[] = [
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
