import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { runLoad } from '../../../bench/measure/run-load';

let server: Server;

async function serve(listener: RequestListener): Promise<string> {
  server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

afterEach(() => new Promise((resolve) => server.close(resolve)));

test('keeps every connection, and sends the next request after each answer', async () => {
  const sockets = new Set<unknown>();
  let answered = 0;
  const origin = await serve((request, response) => {
    sockets.add(request.socket);
    answered++;
    response.end('ok');
  });

  // a clock on which each response takes a millisecond
  const clock = jest.spyOn(performance, 'now').mockImplementation(() => answered);
  const load = { origin, request: { path: '/' }, connections: 4, seconds: 0.1 };
  const { perSecond, p50, p99 } = await runLoad(load).finally(() => clock.mockRestore());

  expect(sockets.size).toBe(4);
  // the last answers of the others come after the end
  expect([100, 101, 102, 103]).toContain(answered);
  expect(perSecond).toBeCloseTo(1_000);
  expect(p99).toBeGreaterThanOrEqual(p50);
});

test('does not measure a server with answers other than 200', async () => {
  const origin = await serve((_request, response) => response.writeHead(500).end('broken'));
  await expect(runLoad({ origin, request: { path: '/' }, connections: 1, seconds: 1 })).rejects.toThrow(
    /^\/ answered 500: [\s\S]*broken/,
  );
});
