import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { send } from './http-client';

let server: Server;
let origin: string;
let requests: number;
let sockets: Set<Socket>;
/** Decides about each request, by its number from 1. */
let decide: (nth: number) => 'answer' | 'reset';

beforeEach(async () => {
  [requests, sockets] = [0, new Set()];
  decide = () => 'answer';
  server = createServer((request, response) => {
    requests += 1;
    sockets.add(request.socket);
    if (decide(requests) === 'answer') response.end('{}');
    else request.socket.resetAndDestroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

test('requests that follow each other use one connection', async () => {
  for (let count = 0; count < 3; count += 1) expect((await send(origin, { path: '/' })).status).toBe(200);
  expect(sockets.size).toBe(1);
});

test('a request on a connection that was closed meanwhile is sent again', async () => {
  await send(origin, { path: '/' });
  decide = (nth) => (nth === 2 ? 'reset' : 'answer');
  expect(await send(origin, { path: '/' })).toMatchObject({ status: 200 });
  expect(requests).toBe(3);
});

test('once, and not twice', async () => {
  await send(origin, { path: '/' });
  decide = () => 'reset';
  await expect(send(origin, { path: '/' })).rejects.toThrow(/ECONNRESET|socket hang up/);
  expect(requests).toBe(3);
});

test('a request on a new connection is never repeated', async () => {
  decide = () => 'reset';
  await expect(send(origin, { path: '/' })).rejects.toThrow(/ECONNRESET|socket hang up/);
  expect(requests).toBe(1);
});
