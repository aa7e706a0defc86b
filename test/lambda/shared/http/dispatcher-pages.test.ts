import { NotFoundError } from '../../../../lambda/shared/errors';
import type { Answer } from '../../../../lambda/shared/http/answer';
import { createDispatcher } from '../../../../lambda/shared/http/dispatcher';
import type { PageGate, PageVisit } from '../../../../lambda/shared/http/page-gate';
import { type EventOptions, proxyEvent } from '../../fakes/proxy-event';

const visit: PageVisit = {
  flow: { id: 'flow-1' },
  form: { action: 'password' },
  device: {},
  language: 'en',
  createFormToken: () => 'token',
  cookies: [],
};
const shown: Answer = { status: 200, text: '<p>', headers: { 'Content-Type': 'text/html' } };
const routes = { 'POST /sign-in': { feature: 'pages', service: 'auth', access: 'page' } } as const;
const post: EventOptions = {
  method: 'POST',
  resource: '/sign-in',
  headers: { origin: 'https://app.example', Authorization: 'Bearer x' },
  body: 'action=password',
};

function setUp(operation: (request: unknown) => Answer, change: Partial<PageGate> = {}, hasGate = true) {
  const logged: Record<string, unknown>[] = [];
  const gate: PageGate = {
    admit: async () => ({ visit }),
    showProblem: ({ status }) => ({ status, text: 'a problem', headers: { 'Content-Type': 'text/html' } }),
    finish: (answer) => ({ ...answer, headers: { ...answer.headers, 'X-Finished': 'yes' } }),
    ...change,
  };
  const call = jest.fn(operation);
  const loaded = { bodies: {}, operations: { 'POST /sign-in': call }, ...(hasGate && { gate }) };
  const handle = createDispatcher('auth', {} as never, {
    corsOrigins: ['*'],
    routes,
    log: (event, fields) => logged.push({ event, ...fields }),
    now: () => 0,
    features: { pages: () => loaded as never },
  });
  return { call, logged, send: (event = post) => handle(proxyEvent(event)) };
}

test('a page without a gate is an error, and its code does not run', async () => {
  const { call, logged, send } = setUp(() => shown, {}, false);
  expect(await send()).toMatchObject({ statusCode: 500 });
  expect(call).not.toHaveBeenCalled();
  expect(logged).toEqual([expect.objectContaining({ status: 500, code: 'INTERNAL' })]);
});

test('the gate sees the form as it was sent, and the page sees the visit only', async () => {
  const admit = jest.fn(async () => ({ visit }));
  const { call, send } = setUp(() => shown, { admit });
  await send();
  const body = { text: 'action=password', isBase64Encoded: false, contentType: undefined };
  expect(admit).toHaveBeenCalledWith(expect.objectContaining({ route: 'POST /sign-in', body }));
  expect(call).toHaveBeenCalledWith(expect.objectContaining({ caller: visit, body: undefined }));
});

test('a request that is not admitted gets the answer of the gate, and the code does not run', async () => {
  const { call, logged, send } = setUp(() => shown, { admit: async () => ({ answer: { status: 303 } }) });
  expect(await send()).toMatchObject({ statusCode: 303, headers: { 'X-Finished': 'yes' } });
  expect(call).not.toHaveBeenCalled();
  expect(logged).toEqual([expect.objectContaining({ status: 303 })]);
});

test('a page is sent as it is, completed by the gate', async () => {
  const { send } = setUp(() => shown);
  expect(await send()).toMatchObject({
    statusCode: 200,
    body: '<p>',
    headers: { 'Content-Type': 'text/html', 'Cache-Control': 'no-store', 'X-Finished': 'yes' },
  });
});

test('no page may be read by another origin, whatever the origins of the API', async () => {
  for (const operation of [
    () => shown,
    () => {
      throw new NotFoundError('gone');
    },
  ]) {
    const { headers } = await setUp(operation).send();
    expect(Object.keys(headers ?? {}).filter((name) => /^access-control-/i.test(name))).toEqual([]);
  }
  const { headers } = await setUp(() => shown, {}, false).send();
  expect(headers).not.toHaveProperty('Access-Control-Allow-Origin');
});

test('each cookie is a header of its own', async () => {
  const { send } = setUp(() => ({ ...shown, cookies: ['a=1; Path=/', 'b=2; Path=/'] }));
  expect(await send()).toMatchObject({ multiValueHeaders: { 'Set-Cookie': ['a=1; Path=/', 'b=2; Path=/'] } });
});

test('a compressed page is sent in base64', async () => {
  const { send } = setUp(() => ({ status: 200, base64: 'H4sI' }));
  expect(await send()).toMatchObject({ body: 'H4sI', isBase64Encoded: true });
});

test('the gate shows a thrown error, which is logged with its code', async () => {
  const showProblem = jest.fn(({ status }: Answer) => ({ ...shown, status }));
  const { logged, send } = setUp(
    () => {
      throw new NotFoundError('gone');
    },
    { showProblem },
  );
  expect(await send()).toMatchObject({ statusCode: 404, body: '<p>', headers: { 'X-Finished': 'yes' } });
  const problem = expect.objectContaining({ body: expect.objectContaining({ code: 'NOT_FOUND' }) });
  expect(showProblem).toHaveBeenCalledWith(
    problem,
    expect.objectContaining({ route: 'POST /sign-in' }),
    visit,
  );
  expect(logged).toEqual([expect.objectContaining({ status: 404, code: 'NOT_FOUND' })]);
});

test('an error of the gate is shown without a visit', async () => {
  const { call, logged, send } = setUp(() => shown, {
    admit: async () => {
      throw new NotFoundError('gone');
    },
    showProblem: (problem, _request, of) => ({ status: problem.status, text: String(of) }),
  });
  expect(await send()).toMatchObject({ statusCode: 404, body: 'undefined' });
  expect(call).not.toHaveBeenCalled();
  expect(logged).toEqual([expect.objectContaining({ code: 'NOT_FOUND' })]);
});

test('an unexpected error is shown without its text, and reported', async () => {
  const { logged, send } = setUp(() => {
    throw new Error('a secret');
  });
  const { statusCode, body } = await send();
  expect([statusCode, body]).toEqual([500, 'a problem']);
  expect(logged).toEqual([expect.objectContaining({ status: 500, code: 'INTERNAL' })]);
});

test('if the error cannot be shown either, the answer is a problem, and both errors are not', async () => {
  const { send } = setUp(
    () => {
      throw new Error('a secret');
    },
    {
      showProblem: () => {
        throw new Error('another secret');
      },
    },
  );
  const { statusCode, body } = await send();
  expect(statusCode).toBe(500);
  expect(body).not.toContain('secret');
});
