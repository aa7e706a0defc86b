/**
 * Refuses the conditional writes of every operation, as when other requests were faster each time. The rate of 5xx takes deploys back, so
 * that none may come of what clients can bring about.
 */
import type { AwsCall } from '../../local/aws/call';
import { createCredentials } from '../support/accounts';
import { expectProblem } from '../support/expect-problem';
import { type Sent, send } from '../support/http-client';
import type { Fault } from './fault';
import { recordCalls, watchAccount } from './fault-case';
import { createFaultInjector } from './fault-injector';
import { refreshWith, sendFor, signUp, type User, withToken } from './operation';
import { allOperations } from './operations';
import { startRun, type TestRun } from './start-run';

/** Another request was faster: the condition does not hold. */
const lost: Fault = {
  name: 'a lost race',
  isSlow: false,
  isApplied: false,
  bringAbout: async () => ({
    status: 400,
    body: JSON.stringify({
      __type: 'com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException',
      message: 'The conditional request failed',
    }),
  }),
};

const isConditional = ({ input }: AwsCall) => input.ConditionExpression !== undefined;
/** No client makes these conditions fail: the id of a new account is random, and only operators disable accounts. */
const isSafe = ({ input }: AwsCall) =>
  /"state":\{"S":"ACTIVE"\}|SET #state = :deleting/.test(JSON.stringify(input));
const canLose = (call: AwsCall) => isConditional(call) && !isSafe(call);
/** Whether two calls are the same write, made again or by another operation. */
const writeOf = ({ action, input }: AwsCall) =>
  JSON.stringify([action, input.UpdateExpression, input.ConditionExpression]);

const injector = createFaultInjector();
let run: TestRun;

beforeAll(async () => {
  run = await startRun({ intercept: injector.intercept, maxInstances: 1 });
});
afterAll(() => run.close());

test.each(allOperations)('to $name and lose the races at any of its writes is no 5xx', async (operation) => {
  const calls = await recordCalls(run, injector, operation);
  const writes = [...new Set(calls.filter(canLose).map(writeOf))];
  for (const refused of [undefined, ...writes]) {
    const request = await operation.prepare(run);
    const watch = watchAccount(injector, request, (_index, call) =>
      canLose(call) && (refused === undefined || writeOf(call) === refused) ? lost : undefined,
    );
    const { status, text } = await send(run.origin, request.sent);
    watch.end();
    // the write and the answer stand in the message of a failure
    expect({ refused, text, isServerError: status >= 500 }).toEqual({ refused, text, isServerError: false });
  }
});

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
