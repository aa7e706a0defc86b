/**
 * Rejects the conditional writes of every operation, as if other requests were always faster. The rate of 5xx rolls deployments back,
 * so clients must not be able to cause a 5xx.
 */
import type { AwsCall } from '../../local/aws/call';
import { send } from '../support/http-client';
import { recordCalls, watchAccount } from './fault-case';
import { createFaultInjector } from './fault-injector';
import { isConditional, lost } from './lost-race';
import { allOperations } from './operations';
import { startRun, type TestRun } from './start-run';

/** Clients cannot make these conditions false: ids of new accounts are random, and only operators disable accounts. */
const isSafe = ({ input }: AwsCall) =>
  /"state":\{"S":"ACTIVE"\}|SET #state = :deleting/.test(JSON.stringify(input));
const canLose = (call: AwsCall) => isConditional(call) && !isSafe(call);
/** Returns a text that is equal for calls with the same write, whether repeated or of another operation. */
const writeOf = ({ action, input }: AwsCall) =>
  JSON.stringify([action, input.UpdateExpression, input.ConditionExpression]);

const injector = createFaultInjector();
let run: TestRun;

beforeAll(async () => {
  run = await startRun({ intercept: injector.intercept, maxInstances: 1 });
});
afterAll(() => run.close());

test.each(allOperations)(
  'an operation that loses a race at any of its writes is not a 5xx: $name',
  async (operation) => {
    const calls = await recordCalls(run, injector, operation);
    const writes = [...new Set(calls.filter(canLose).map(writeOf))];
    for (const refused of [undefined, ...writes]) {
      const request = await operation.prepare(run);
      const watch = watchAccount(injector, request, (_index, call) =>
        canLose(call) && (refused === undefined || writeOf(call) === refused) ? lost : undefined,
      );
      const { status, text } = await send(run.origin, request.sent);
      watch.end();
      // the message of a failure shows the write and the response
      expect({ refused, text, isServerError: status >= 500 }).toEqual({
        refused,
        text,
        isServerError: false,
      });
    }
  },
);
