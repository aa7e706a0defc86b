import { setImmediate } from 'node:timers/promises';
import { uuidPattern } from '../../support/uuid-pattern';
import { faulty } from './faulty-function';
import { ARN, endRuns, run } from './run-function';
import { ASK, serveAnswers } from './serve-answers';

afterEach(() => endRuns());

const returned = (value: unknown) => ({ kind: 'returned', payload: JSON.stringify(value) });

test.each([
  ['an async handler', 'exports.handler = async (event) => ({ got: event.n })'],
  ['a callback handler', 'exports.handler = (event, context, done) => { done(null, { got: event.n }); }'],
  ['a synchronous handler', 'exports.handler = (event) => ({ got: event.n })'],
])('runs %s', async (_, source) => {
  const { call } = await run(source);
  expect(await call({ n: 7 })).toEqual(returned({ got: 7 }));
});

test('runs a nested export', async () => {
  const { call } = await run('exports.api = { handler: async (event) => event + 1 };', {
    handler: 'index.api.handler',
  });
  expect(await call(1)).toEqual(returned(2));
});

test('runs an ES module', async () => {
  const { call } = await run('export const handler = async (event) => [event];', { file: 'index.mjs' });
  expect(await call('x')).toEqual(returned(['x']));
});

test('provides the environment of Lambda, and nothing of this process', async () => {
  process.env.OF_THE_PARENT = 'secret';
  const { call } = await run(`exports.handler = async (event, context) => ({
    env: process.env, remaining: context.getRemainingTimeInMillis(), context })`);
  const result = await call({});
  delete process.env.OF_THE_PARENT;
  const { env, remaining, context } = JSON.parse((result as { payload: string }).payload);
  expect(env).toMatchObject({
    GREETING: 'hello',
    AWS_REGION: 'eu-west-1',
    AWS_LAMBDA_FUNCTION_NAME: 'greeter',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
    AWS_ACCESS_KEY_ID: 'KEY',
    AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
  });
  expect(env).not.toHaveProperty('OF_THE_PARENT');
  expect(env).not.toHaveProperty('PATH');
  expect(remaining).toBeGreaterThan(100_000);
  expect(remaining).toBeLessThanOrEqual(900_000);
  expect(context).toMatchObject({
    functionName: 'greeter',
    invokedFunctionArn: ARN,
    memoryLimitInMB: '128',
    logGroupName: '/aws/lambda/greeter',
    awsRequestId: expect.stringMatching(uuidPattern),
  });
});

test("reports the request id of an invocation's log lines", async () => {
  const { functions, logs } = await run("exports.handler = async () => { console.log('hello'); };");
  let told = '';
  await functions.invoke(ARN, {}, (requestId) => {
    told = requestId;
  });
  expect(logs).toMatchObject([{ requestId: told, text: expect.stringContaining('hello') }]);
});

test('an authorizer that rejects a token has not failed, but another function with the same error has', async () => {
  const throwing = 'exports.handler = async (message) => { throw new Error(message); };';
  const guard = await run(throwing, { authorizers: new Set([ARN]) });
  await guard.call('Unauthorized');
  expect(guard.logs).toEqual([]);
  await guard.call('unauthorized');
  expect(guard.logs).toMatchObject([{ kind: 'error' }]);
  const service = await run(throwing);
  await service.call('Unauthorized');
  expect(service.logs).toMatchObject([{ kind: 'error' }]);
});

test('reports the message of an error without a stack', async () => {
  const { call } = await run(faulty);
  expect(await call('no stack')).toEqual({
    kind: 'failed',
    errorType: 'Error',
    errorMessage: 'Unauthorized',
  });
});

describe('with a clock that only the test moves', () => {
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
  });
  afterEach(() => jest.useRealTimers());

  const waitFor = async (isThere: () => boolean) => {
    while (!isThere()) await setImmediate();
  };

  test('ends an endless loop and a silent handler at the time-out, and moves their waiting events to other instances', async () => {
    const { call, logs } = await run(
      `exports.handler = async (event) => {
         console.log(event);
         if (event === 'loop') for (;;);
         if (event === 'silence') await new Promise(() => {});
         return event;
       };`,
      { timeoutSeconds: 0.3, maxInstances: 1 },
    );
    const results = Promise.all(['loop', 'a', 'silence', 'b', 'c'].map(call));
    for (const event of ['loop', 'silence']) {
      await waitFor(() => logs.some(({ text }) => text === event));
      await jest.advanceTimersByTimeAsync(300);
    }
    expect(await results).toEqual([
      { kind: 'timed-out' },
      returned('a'),
      { kind: 'timed-out' },
      returned('b'),
      returned('c'),
    ]);
    expect(logs.filter(({ kind }) => kind === 'error').map(({ text }) => text)).toEqual([
      'timed out after 300 ms\n  in index.js',
      'timed out after 300 ms\n  in index.js',
    ]);
  });

  test('a module that never finishes loading times out', async () => {
    const { call, logs } = await run(`console.log('loading'); for (;;);`, { initTimeoutMs: 300 });
    const result = call({});
    await waitFor(() => logs.some(({ text }) => text === 'loading'));
    await jest.advanceTimersByTimeAsync(300);
    expect(await result).toEqual({ kind: 'timed-out' });
  });

  test('the time-out of an event begins when the event runs, not while it waits', async () => {
    const unanswered: (() => void)[] = [];
    const { port, close } = await serveAnswers((answer) => unanswered.push(answer));
    const { call } = await run(`${ASK} exports.handler = (event) => ask(${port}).then(() => event);`, {
      timeoutSeconds: 0.5,
      maxInstances: 1,
    });
    const events = [1, 2, 3, 4, 5, 6];
    const results = Promise.all(events.map(call));
    for (const _ of events) {
      await waitFor(() => unanswered.length > 0);
      await jest.advanceTimersByTimeAsync(400);
      unanswered.shift()?.();
    }
    expect(await results).toEqual(events.map(returned));
    await close();
  });
});

test('an instance serves one event at a time, even while another one is busy', async () => {
  const unanswered: (() => void)[] = [];
  const { port, close } = await serveAnswers((answer) => {
    // Both instances are working when they receive their responses.
    if (unanswered.push(answer) === 2) for (const answerOne of unanswered.splice(0)) answerOne();
  });
  const { call } = await run(
    `${ASK}
     let running = 0, most = 0; const id = Math.random();
     exports.handler = async () => {
       most = Math.max(most, ++running);
       await ask(${port});
       running -= 1;
       return { id, most };
     };`,
    { maxInstances: 2 },
  );
  const results = await Promise.all(Array.from({ length: 40 }, () => call({})));
  const payloads = results.map((result) => JSON.parse((result as { payload: string }).payload));
  expect(new Set(payloads.map(({ id }) => id)).size).toBe(2);
  expect(new Set(payloads.map(({ most }) => most))).toEqual(new Set([1]));
  await close();
});

test('a module that can’t be loaded fails every waiting call at once, in short lines', async () => {
  const { call, logs } = await run(`${'x'.repeat(9_000)}\nthrow new Error('at load')`);
  const results = await Promise.all([call(1), call(2)]);
  expect(results).toEqual([
    { kind: 'failed', errorType: 'ReferenceError', errorMessage: expect.any(String) },
    { kind: 'failed', errorType: 'ReferenceError', errorMessage: expect.any(String) },
  ]);
  expect(logs[0]?.text).toMatch(/^ReferenceError: x{1,300}…\n {2}at index\.js:1:1$/);
});

test.each([
  ['no such export', 'exports.other = 1', 'Runtime.HandlerNotFound'],
  ['a missing dependency', 'require("not-there")', 'Error'],
  ['an exit while loading', 'process.exit(1)', 'Runtime.ExitError'],
])('reports %s', async (_, source, errorType) => {
  const { call } = await run(source);
  expect(await call({})).toMatchObject({ kind: 'failed', errorType });
});

test('console output contains the function and the request', async () => {
  const { call, logs } = await run(
    `console.log('loading'); exports.handler = async (event, { awsRequestId }) => {
       console.log('one\\ntwo'); console.error('three'); return awsRequestId; };`,
  );
  const result = (await call({})) as { payload: string };
  const requestId = JSON.parse(result.payload);
  const common = { logicalId: 'Greeter', functionName: 'greeter', kind: 'output' };
  expect(logs).toEqual([
    { ...common, text: 'loading' },
    { ...common, requestId, text: 'one\ntwo' },
    { ...common, requestId, text: 'three' },
  ]);
});

test('an unknown function is a failure and no exception', async () => {
  const { functions } = await run('exports.handler = async () => 1');
  expect(await functions.invoke(`${ARN}-other`, {})).toMatchObject({
    kind: 'failed',
    errorType: 'ResourceNotFoundException',
  });
});

test('closing settles running calls', async () => {
  const { call, functions } = await run('exports.handler = () => new Promise(() => {})');
  const pending = [call(1), call(2), call(3)];
  await functions.close();
  expect((await Promise.all(pending)).map(({ kind }) => kind)).toEqual(['failed', 'failed', 'failed']);
  expect(await call(4)).toMatchObject({ kind: 'failed' });
});

test('a function runs even if its NODE_OPTIONS are not allowed for a thread', async () => {
  const { call } = await run('exports.handler = async () => 1', {
    environment: { NODE_OPTIONS: '--max-old-space-size=100' },
  });
  expect(await call({})).toEqual(returned(1));
});
