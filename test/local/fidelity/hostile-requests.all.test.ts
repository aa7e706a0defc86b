/**
 * Regardless of the bytes that it receives, the gateway's process keeps running: it answers the next valid
 * request and exits cleanly.
 */
import { Agent, request as sendRequest } from 'node:http';
import { connect } from 'node:net';
import fc from 'fast-check';
import { type GatewayProcess, startGatewayProcess } from './start-gateway-process';

const soak = process.env.SOAK === '1';
const RUNS = soak ? 10_000 : 200;

/** How a client ends: it closes its side and keeps reading, or closes the connection after a while. */
interface Attack {
  readonly pieces: readonly Buffer[];
  /** Undefined means that the client reads to the end. */
  readonly hangUpAfterMs: number | undefined;
}

const bytes = (maxLength: number) =>
  fc.uint8Array({ maxLength }).map((array) => Buffer.from(array).toString('latin1'));
const mostly = <T>(good: T, ...bad: fc.Arbitrary<T>[]) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(good) }, ...bad);

const method = mostly(
  'GET',
  fc.constantFrom('POST', 'OPTIONS', 'HEAD', 'CONNECT', 'TRACE', 'PRI', 'get', ''),
  bytes(12),
);
const target = mostly(
  '/',
  fc.constantFrom(
    '/mock',
    '/things',
    '*',
    'http://h/x',
    'h:80',
    '',
    '/%',
    '/%ff?%=%&&=',
    '//',
    '/../..?a[]=1',
  ),
  bytes(40),
  fc.nat(9_000).map((length) => `/${'a'.repeat(length)}`),
);
const version = mostly('HTTP/1.1', fc.constantFrom('HTTP/1.0', 'HTTP/2.0', 'HTTP/9', 'HTTP', ''), bytes(8));
const host = mostly('Host: h\r\n', fc.constantFrom('', 'Host: \r\n', 'Host: a\r\nHost: b\r\n'));
const header = fc.oneof(
  fc.constantFrom(
    'Content-Type: application/json',
    'Content-Type: image/png',
    'Connection: close',
    'Connection: upgrade\r\nUpgrade: websocket',
    'Upgrade: h2c',
    'Expect: 100-continue',
    'Expect: miracles',
    'Authorization: Basic',
    'Cookie',
    ' folded: line',
    '__proto__: x',
    'constructor: x',
    ': nameless',
    'Name : spaced',
    'Trailer: X',
  ),
  fc.tuple(bytes(10), bytes(30)).map(([name, value]) => `${name}: ${value}`),
  fc.integer({ min: 9_000, max: 80_000 }).map((length) => `X-Long: ${'x'.repeat(length)}`),
  fc
    .integer({ min: 50, max: 3_000 })
    .map((count) => Array.from({ length: count }, (_, n) => `X${n}: y`).join('\r\n')),
);
const content = fc.oneof(fc.constantFrom('', '{}', '{"name":1}', '{"__proto__":1}', '['), bytes(200));
const rightBody = content.map((text) => `Content-Length: ${text.length}\r\n\r\n${text}`);
const wrongBody = fc
  .tuple(
    fc.constantFrom(
      '-1',
      '1e3',
      '99999999999999999999',
      '0x10',
      '5, 5',
      '',
      '3',
      '150',
      '1\r\nContent-Length: 2',
    ),
    content,
  )
  .map(([length, text]) => `Content-Length: ${length}\r\n\r\n${text}`);
const chunk = fc.oneof(
  content.map((text) => `${text.length.toString(16)}\r\n${text}\r\n`),
  fc.constantFrom(
    'zz\r\n',
    '-1\r\n\r\n',
    'ffffffffffffffff1\r\n',
    '3;a=b\r\nabc\r\n',
    '5\r\nabc\r\n',
    '\r\n',
    '0\r\nX: y\r\n\r\n',
  ),
  bytes(20),
);
const chunked = fc
  .tuple(
    fc.constantFrom('chunked', 'Chunked', 'gzip, chunked', 'chunked, chunked', 'nonsense'),
    fc.array(chunk, { maxLength: 5 }),
    fc.boolean(),
  )
  .map(
    ([coding, chunks, ended]) =>
      `Transfer-Encoding: ${coding}\r\n\r\n${chunks.join('')}${ended ? '0\r\n\r\n' : ''}`,
  );
const smuggled = chunked.map((text) => `Content-Length: 4\r\n${text}`);
const body = mostly('\r\n', rightBody, wrongBody, chunked, smuggled);
const lineEnd = mostly('\r\n', fc.constantFrom('\n', '\r', ''));

const request = fc
  .tuple(method, target, version, lineEnd, host, fc.array(header, { maxLength: 4 }), body)
  .map(([verb, path, protocol, end, hostLine, headers, rest]) => {
    const lines = headers.map((line) => `${line}\r\n`).join('');
    return `${verb} ${path} ${protocol}${end}${hostLine}${lines}${rest}`;
  });

/** Several requests on one connection, possibly truncated, sent in pieces. */
const attack: fc.Arbitrary<Attack> = fc
  .record({
    requests: fc.oneof(
      { weight: 5, arbitrary: fc.array(request, { minLength: 1, maxLength: 4 }) },
      { weight: 1, arbitrary: bytes(300).map((text) => [text]) },
      {
        weight: 1,
        arbitrary: fc.nat(60).map((count) => Array(count).fill('GET / HTTP/1.1\r\nHost: h\r\n\r\n')),
      },
    ),
    kept: mostly(1, fc.double({ min: 0, max: 1, noNaN: true })),
    cuts: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 3 }),
    hangUpAfterMs: fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined }),
  })
  .map(({ requests, kept, cuts, hangUpAfterMs }) => {
    const all = Buffer.from(requests.join(''), 'latin1');
    const whole = all.subarray(0, Math.ceil(all.length * kept));
    const places = [
      0,
      ...cuts.map((cut) => Math.floor(cut * whole.length)).sort((a, b) => a - b),
      whole.length,
    ];
    const pieces = places.slice(1).map((place, index) => whole.subarray(places[index], place));
    return { pieces, hangUpAfterMs };
  });

/** Sends an attack. Resolves when the connection has ended. The server must end it unless the client does. */
function send(port: number, { pieces, hangUpAfterMs }: Attack): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true }, async () => {
      const timer =
        hangUpAfterMs === undefined ? undefined : setTimeout(() => socket.destroy(), hangUpAfterMs);
      socket.once('close', () => clearTimeout(timer));
      for (const piece of pieces) {
        if (socket.destroyed) return;
        socket.write(piece);
        await new Promise((next) => setImmediate(next));
      }
      socket.end();
    });
    // A client that does not read would keep the connection open.
    socket.resume();
    // The server may reset a connection.
    socket.on('error', () => {});
    socket.on('close', () => resolve());
  });
}

const agent = new Agent({ keepAlive: true, maxSockets: 1 });

function askWell(port: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    sendRequest({ port, host: '127.0.0.1', path: '/fine', agent }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode));
    })
      .on('error', reject)
      .end();
  });
}

describe('a gateway under hostile requests', () => {
  let gateway: GatewayProcess;

  beforeAll(async () => {
    gateway = await startGatewayProcess();
  });
  afterAll(async () => {
    agent.destroy();
    await gateway.end();
  });

  test('answers the next valid request after any input', async () => {
    await fc.assert(
      fc.asyncProperty(attack, async (hostile) => {
        await send(gateway.port, hostile);
        expect(await askWell(gateway.port)).toBe(200);
      }),
      { numRuns: RUNS },
    );
  });

  test('closes connections with an incomplete request that their client leaves open', async () => {
    const openEnded = ['nonsense\r\n\r\n', 'GET / HTTP/1.1\r\nHost: h\r\nContent-Length: x\r\n\r\n'];
    const closed = openEnded.map(
      (text) =>
        new Promise<string>((resolve) => {
          let answer = '';
          const socket = connect({ port: gateway.port, host: '127.0.0.1', allowHalfOpen: true }, () =>
            socket.write(text),
          );
          socket.on('data', (chunk) => {
            answer += chunk;
          });
          socket.on('error', () => {});
          socket.on('end', () => {
            // Writing to a closed connection reveals that it is closed.
            const probe = setInterval(() => socket.write('x'), 20);
            socket.on('close', () => {
              clearInterval(probe);
              resolve(answer);
            });
          });
        }),
    );
    expect(await Promise.all(closed)).toEqual(openEnded.map(() => expect.stringMatching(/^HTTP\/1\.1 400 /)));
    expect(await askWell(gateway.port)).toBe(200);
  });

  test('leaves nothing open and writes no errors', async () => {
    // Half a request is in progress while the process ends.
    const socket = connect(gateway.port, '127.0.0.1');
    socket.on('error', () => {});
    await new Promise((resolve) => socket.write('POST / HTTP/1.1\r\nHost: h\r\n', resolve));
    // When this request is answered, the earlier bytes have arrived.
    expect(await askWell(gateway.port)).toBe(200);
    expect([await gateway.end(), gateway.complaints()]).toEqual([0, '']);
  });
});
