/** The listener, over real sockets. */
import { ServerResponse, request as sendRequest } from 'node:http';
import { connect } from 'node:net';
import { type Listener, type ListenOptions, listen } from '../../../../local/gateway/http/listener';
import type { GatewayRequest, RequestHandler } from '../../../../local/gateway/http/messages';
import type { Refusal } from '../../../../local/gateway/http/refuse-connection';

const trace = { requestId: 'r', method: 'GET', path: '/', status: 200, milliseconds: 0 };

/** Responds with the request. */
const echo: RequestHandler = {
  async handle(request) {
    const body = Buffer.from(JSON.stringify({ ...request, body: request.body.toString() }));
    return {
      status: 200,
      headers: [
        ['X-One', '1'],
        ['X-One', '2'],
      ],
      body,
      trace,
    };
  },
};

const opened: Listener[] = [];

const refused: Refusal[] = [];

async function open(handler?: RequestHandler, options: Partial<ListenOptions> = {}): Promise<Listener> {
  const listener = await listen({ port: 0, onRefused: (refusal) => refused.push(refusal), ...options });
  opened.push(listener);
  if (handler !== undefined) listener.serve(handler);
  return listener;
}

afterEach(async () => {
  await Promise.all(opened.splice(0).map((listener) => listener.close()));
});

/** Sends bytes unchanged and reads until the server closes the connection. */
function exchange(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (chunk) => {
      answer += chunk.toString();
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}

test.each([
  [undefined, /^(?!Fri, 01 Jan 2027)/],
  ['Fri, 01 Jan 2027 00:00:00 GMT', /^Fri, 01 Jan 2027 00:00:00 GMT$/],
])('sends the given date %s, or Node’s, once', async (date, expected) => {
  const handle = (request: GatewayRequest) =>
    request.target === '/fails' ? Promise.reject(new Error('fails')) : echo.handle(request);
  const { port } = await open({ handle }, { httpDate: () => date });
  for (const start of ['/ HTTP/1.1\r\nHost: h', '/fails HTTP/1.1\r\nHost: h', '/without-host HTTP/1.1']) {
    const answer = await exchange(port, `GET ${start}\r\nConnection: close\r\n\r\n`);
    const dates = [...answer.matchAll(/^date: (.*)\r$/gim)].map(([, text]) => text);
    expect(dates).toEqual([expect.stringMatching(expected)]);
  }
});

test('passes on target, casing, duplicates and body as the client sent them', async () => {
  const { port } = await open(echo);
  const answer = await exchange(
    port,
    'POST //a%2Fb/../c?x=%20 HTTP/1.1\r\nHost: h\r\nX-Thing: a\r\nx-THING: b\r\nConnection: close\r\nContent-Length: 4\r\n\r\nbody',
  );
  const request = JSON.parse(answer.split('\r\n\r\n')[1] ?? '') as GatewayRequest;
  expect(request).toMatchObject({
    method: 'POST',
    target: '//a%2Fb/../c?x=%20',
    body: 'body',
    sourceIp: '127.0.0.1',
  });
  expect(request.headers.slice(1, 3)).toEqual([
    ['X-Thing', 'a'],
    ['x-THING', 'b'],
  ]);
  expect(answer).toMatch(/X-One: 1\r\nX-One: 2\r\n/);
});

describe('the source of a request', () => {
  const sourceOf = async ({ origin }: Listener, forwarded: string) =>
    ((await (await fetch(origin, { headers: { 'x-forwarded-for': forwarded } })).json()) as GatewayRequest)
      .sourceIp;

  test('is the address of its connection, regardless of headers', async () => {
    expect(await sourceOf(await open(echo), '203.0.113.9')).toBe('127.0.0.1');
  });

  test('is the last forwarded address if the proxy is trusted, and never an earlier one from the client', async () => {
    const listener = await open(echo, { trustForwardedFor: true });
    expect(await sourceOf(listener, '203.0.113.9')).toBe('203.0.113.9');
    expect(await sourceOf(listener, '203.0.113.9, 2001:db8::7')).toBe('2001:db8::7');
  });

  test('is that of the connection if the last forwarded value is not an address', async () => {
    const listener = await open(echo, { trustForwardedFor: true });
    for (const forwarded of ['unknown', '203.0.113.9, ', '203.0.113.9:80']) {
      expect(await sourceOf(listener, forwarded)).toBe('127.0.0.1');
    }
  });

  test('is the last of several headers, and that of the connection without any', async () => {
    const { port } = await open(echo, { trustForwardedFor: true });
    const head = 'GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n';
    const two = 'X-Forwarded-For: 203.0.113.1\r\nx-forwarded-for: 203.0.113.2\r\n';
    expect(await exchange(port, `${head}${two}\r\n`)).toContain('"sourceIp":"203.0.113.2"');
    expect(await exchange(port, `${head}\r\n`)).toContain('"sourceIp":"127.0.0.1"');
  });
});

test('answers 503 until it serves', async () => {
  const listener = await open();
  const early = await fetch(listener.origin);
  expect([early.status, early.headers.get('retry-after')]).toEqual([503, '1']);
  listener.serve(echo);
  expect((await fetch(listener.origin)).status).toBe(200);
});

test('rejects input that is not HTTP, reports it, and keeps serving', async () => {
  refused.length = 0;
  const { port, origin } = await open(echo);
  expect(await exchange(port, 'nonsense\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
  expect(await exchange(port, `GET / HTTP/1.1\r\nHost: h\r\nX: ${'x'.repeat(70_000)}\r\n\r\n`)).toMatch(
    /^HTTP\/1\.1 431 Request Header Fields Too Large\r\n/,
  );
  expect(await exchange(port, 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
  expect(refused).toEqual([
    { status: 400, reason: 'malformed HTTP (HPE_INVALID_METHOD)' },
    { status: 431, reason: 'the headers exceed 65536 bytes' },
    { status: 400, reason: 'the header Host is missing' },
  ]);
  expect((await fetch(origin)).status).toBe(200);
});

describe('CONNECT', () => {
  const connectTo = (target: string, more = '') => `CONNECT ${target} HTTP/1.1\r\nHost: h\r\n\r\n${more}`;

  test.each([
    ['a host', connectTo('example.com:443')],
    ['a path', connectTo('/counter')],
    ['a host with bytes for it', connectTo('example.com:443', 'GET / HTTP/1.1\r\nHost: h\r\n\r\n')],
  ])('to %s is rejected, reported, and closes the connection without calling a handler', async (_, bytes) => {
    refused.length = 0;
    let asked = 0;
    const { port } = await open({
      handle(request) {
        asked += 1;
        return echo.handle(request);
      },
    });
    const answer = await exchange(port, bytes);
    expect(answer).toBe('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    expect(refused).toEqual([
      { status: 400, reason: 'CONNECT requests a tunnel, which only proxies provide' },
    ]);
    expect(asked).toBe(0);
  });

  test('leaves no connection open that would prevent the port from closing, with or without a receiver of refusals', async () => {
    const listener = await listen({ port: 0 });
    opened.push(listener);
    const socket = connect({ port: listener.port, host: '127.0.0.1', allowHalfOpen: true });
    socket.on('error', () => {});
    await new Promise((resolve) => socket.resume().once('end', resolve).write(connectTo('h:443')));
    // The client's side stays open.
    await expect(listener.close()).resolves.toBeUndefined();
    socket.destroy();
  });
});

test('passes on headers that the gateway itself rejects, and unknown expectations', async () => {
  const { port } = await open(echo);
  const head = 'GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n';
  expect(await exchange(port, `${head}X: ${'x'.repeat(60_000)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 200 /);
  expect(await exchange(port, `${head}Expect: something\r\n\r\n`)).toMatch(/^HTTP\/1\.1 200 /);
});

test('survives clients that close the connection during the body, and calls no handler for them', async () => {
  let asked = 0;
  const { port, origin } = await open({
    handle(request) {
      asked += 1;
      return echo.handle(request);
    },
  });
  for (let round = 0; round < 5; round += 1) {
    await new Promise<void>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.write('POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\nhalf', () => socket.destroy());
      });
      socket.on('close', () => resolve());
    });
  }
  expect((await fetch(origin)).status).toBe(200);
  expect(asked).toBe(1);
});

test('stores one byte more than the limit of a body', async () => {
  let size = 0;
  const { port } = await open({
    async handle({ body }) {
      size = body.length;
      return { status: 413, headers: [], body: Buffer.from('too large'), trace };
    },
  });
  const status = await new Promise<number | undefined>((resolve) => {
    const request = sendRequest({ port, host: '127.0.0.1', method: 'POST' }, (response) =>
      resolve(response.statusCode),
    );
    request.on('error', () => {});
    for (let megabyte = 0; megabyte < 12; megabyte += 1) request.write(Buffer.alloc(1_048_576));
    request.end();
  });
  expect([status, size]).toEqual([413, 10_485_761]);
});

test('closes the connection of an endless body', async () => {
  const { port } = await open({
    handle: async () => ({ status: 413, headers: [], body: Buffer.from('too large'), trace }),
  });
  await new Promise<void>((resolve) => {
    const request = sendRequest({ port, host: '127.0.0.1', method: 'POST' });
    request.on('error', () => resolve());
    request.on('close', () => resolve());
    const flood = (): void => {
      if (!request.destroyed) request.write(Buffer.alloc(1_048_576), flood);
    };
    flood();
  });
  expect((await fetch(`http://127.0.0.1:${port}`)).status).toBe(413);
});

test('answers 500 if a handler fails or returns a response that HTTP does not allow', async () => {
  const failing = await open({ handle: () => Promise.reject(new Error('secret')) });
  const reply = await fetch(failing.origin);
  expect([reply.status, await reply.text()]).toEqual([500, '{"message":"Internal server error"}']);
  const invalid = await open({
    handle: async () => ({ status: 200, headers: [['X', 'a\r\nb']], body: Buffer.from(''), trace }),
  });
  expect((await fetch(invalid.origin)).status).toBe(500);
});

test('sends no body with 204 and to HEAD', async () => {
  const { origin } = await open({
    handle: async ({ method }) => ({
      status: method === 'HEAD' ? 200 : 204,
      headers: [],
      body: Buffer.from('x'),
      trace,
    }),
  });
  expect(await (await fetch(origin, { method: 'HEAD' })).text()).toBe('');
  expect((await fetch(origin)).status).toBe(204);
});

test('rejects if the port is in use', async () => {
  const { port } = await open();
  await expect(listen({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

test('closes at once, including keep-alive connections', async () => {
  const listener = await listen({ port: 0 });
  listener.serve(echo);
  await fetch(listener.origin);
  await listener.close();
  await expect(fetch(listener.origin)).rejects.toThrow();
});

test('work that a handler defers to the end of its turn, such as log lines, is done before its response is sent', async () => {
  const order: string[] = [];
  const { port } = await open({
    handle: (request) => {
      setImmediate(() => order.push('printed'));
      return echo.handle(request);
    },
  });
  const { end } = ServerResponse.prototype;
  const leave = jest.spyOn(ServerResponse.prototype, 'end').mockImplementation(function (
    this: ServerResponse,
    ...args: unknown[]
  ) {
    order.push('answered');
    return Reflect.apply(end, this, args);
  });
  try {
    await exchange(port, 'GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n');
  } finally {
    leave.mockRestore();
  }
  expect(order).toEqual(['printed', 'answered']);
});
