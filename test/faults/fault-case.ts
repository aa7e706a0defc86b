/** One case of the fault suites: an operation, one of its calls to AWS, and the fault of that call. */
import type { AwsCall } from '../../local/aws/call';
import { expectProblem } from '../support/expect-problem';
import { type Answer, send } from '../support/http-client';
import type { Fault } from './fault';
import { type ChooseFault, type FaultInjector, speaksOf, type Watch } from './fault-injector';
import {
  type Operation,
  type PreparedRequest,
  sendFor,
  sendPatiently,
  signInAgain,
  type World,
  withToken,
} from './operation';
import type { Item } from './table';

/** A case. */
export interface FaultCase {
  readonly operation: Operation;
  /** The index of the operation's call that fails, from 0. */
  readonly index: number;
  /** The call as it is without faults. */
  readonly call: AwsCall;
  readonly fault: Fault;
  /** `once`: the SDK's next attempt succeeds. `lasting`: no further attempt and no later call succeeds. */
  readonly extent: 'once' | 'lasting';
}

/** Returns the name of a case. */
export function nameCase({ operation, index, call, fault, extent }: FaultCase): string {
  return `${operation.name}, call ${index + 1} (${call.action}): ${fault.name}, ${extent}`;
}

/** Watches the calls that mention the account of a request. Calls to KMS do not mention it. */
export function watchAccount(injector: FaultInjector, request: PreparedRequest, choose?: ChooseFault): Watch {
  return injector.watch(speaksOf(marksOf(request)), choose);
}

function marksOf({ user: { username, id = username } }: PreparedRequest): readonly string[] {
  return [username, id];
}

/** Returns the calls of an operation that mention its account, without faults. */
export async function recordCalls(
  world: World,
  injector: FaultInjector,
  operation: Operation,
): Promise<readonly AwsCall[]> {
  const request = await operation.prepare(world);
  const watch = watchAccount(injector, request);
  await runAndRemove(world, request, async () => {
    const answer = await sendFor(operation.status, world, request.sent);
    watch.end();
    await request.verify(answer);
  });
  return watch.calls;
}

/**
 * Runs a case: sends the request under the fault, and if it is refused, once more without the fault. Every response must be true, and
 * at the end the account can be deleted with all its data.
 */
export async function runCase(world: World, injector: FaultInjector, tested: FaultCase): Promise<void> {
  const request = await tested.operation.prepare(world);
  await runAndRemove(world, request, () => fail(world, injector, tested, request));
}

/** Runs a function on an account, and then deletes the account through the API unless the function failed. */
export async function runAndRemove(
  world: World,
  request: PreparedRequest,
  run: () => Promise<void>,
): Promise<void> {
  try {
    await run();
    await removeAccount(world, request);
  } catch (error) {
    for (const mark of marksOf(request)) world.abandoned.add(mark);
    throw error;
  }
}

/** Returns the keys of items that remain after the deletion of all accounts, except those that the threat model names. */
export async function listLeftovers({ table, abandoned, unanswered }: World): Promise<readonly string[]> {
  const isAbandoned = speaksOf([...abandoned]);
  const isTokenless = ({ pk, username }: Item) =>
    pk?.S?.startsWith('SESSIONS#') && unanswered.has(username?.S ?? '');
  // attempts belong to no account, and a deleted account is remembered until its tokens expire
  const isKept = ({ pk, closed }: Item) => pk?.S?.startsWith('THROTTLE#') || closed?.BOOL === true;
  const isNamed = (item: Item) => (isTokenless(item) || isKept(item)) && Number(item.expiresAt?.N) > 0;
  const items = await table.readAll();
  return items.filter((item) => !isAbandoned({ input: item }) && !isNamed(item)).map(({ pk }) => pk?.S ?? '');
}

async function fail(
  world: World,
  injector: FaultInjector,
  { operation, index, call, fault, extent }: FaultCase,
  request: PreparedRequest,
): Promise<void> {
  const watch = watchAccount(injector, request, (count) =>
    (extent === 'once' ? count === index : count >= index) ? fault : undefined,
  );
  const answer = await send(world.origin, request.sent);
  watch.end();
  expect(watch.calls[index]?.action).toBe(call.action);

  if (extent === 'once') {
    expectStatus(answer, [operation.status]);
    await request.verify(answer);
  } else {
    expectRefusal(answer, call);
    await repeat(world, operation, request);
  }
}

/** Repeats a failed request without a fault. */
export async function repeat(world: World, operation: Operation, request: PreparedRequest): Promise<void> {
  const { status, repeated = status } = operation;
  if (request.user.id === undefined) world.unanswered.add(request.user.username);
  const answer = await sendPatiently(world, request.sent);
  expectStatus(answer, [status, repeated]);
  await request.verify(answer);
}

/** Deletes an account through the API, which must leave nothing in the table. */
export async function removeAccount(world: World, { user }: Pick<PreparedRequest, 'user'>): Promise<void> {
  const { token } = await signInAgain(world, user);
  await sendFor(204, world, withToken(token, { method: 'DELETE', path: '/users/me' }));
}

/** Asserts the response to a request whose AWS call failed: functions return 503, and the authorizer fails closed. */
export function expectRefusal(answer: Answer, { logicalId = '' }: Pick<AwsCall, 'logicalId'>): void {
  if (logicalId.startsWith('Authorizer')) {
    expectProblem(answer, { status: 500, code: 'INTERNAL' });
  } else {
    expectProblem(answer, { status: 503, code: 'DEPENDENCY_UNAVAILABLE' });
    expect(answer.headers['retry-after']).toBe('1');
  }
}

function expectStatus({ status, text }: Answer, allowed: readonly number[]): void {
  if (!allowed.includes(status)) throw new Error(`Expected status ${allowed}, received ${status}: ${text}`);
}
