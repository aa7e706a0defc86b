/**
 * Refuses the conditional writes of every operation, as when other requests were faster each time. The rate of 5xx takes deploys back, so
 * that none may come of what clients can bring about.
 */
import type { AwsCall } from '../../local/aws/call';
import { send } from '../support/http-client';
import { recordCalls, watchAccount } from './fault-case';
import { createFaultInjector } from './fault-injector';
import { isConditional, lost } from './lost-race';
import { allOperations } from './operations';
import { startRun, type TestRun } from './start-run';

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
