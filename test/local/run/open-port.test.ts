/** The port of a stage, on real sockets. start-local-run.test.ts covers ports in use. */
import { request as sendRequest } from 'node:http';
import type { LookupFunction } from 'node:net';
import type { Listener } from '../../../local/gateway/http/listener';
import { openPort } from '../../../local/run/open-port';

let listener: Listener;

beforeEach(async () => {
  listener = await openPort(0);
});

afterEach(() => listener.close());

/** The response of a listener that does not serve yet. */
const STARTING = 503;

test('is named localhost, and is open on 127.0.0.1 only', async () => {
  const { origin, port } = listener;
  expect(origin).toBe(`http://localhost:${port}`);
  expect((await fetch(`http://127.0.0.1:${port}`)).status).toBe(STARTING);
  await expect(fetch(`http://[::1]:${port}`)).rejects.toThrow();
});

test('is reached where localhost means [::1] first', async () => {
  const addresses = [
    { address: '::1', family: 6 },
    { address: '127.0.0.1', family: 4 },
  ];
  const lookup: LookupFunction = (_hostname, _options, done) => done(null, addresses);
  const status = await new Promise((resolve, reject) => {
    const { port } = listener;
    const sent = sendRequest({ host: 'localhost', port, lookup, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.on('error', reject).end();
  });
  expect(status).toBe(STARTING);
});
