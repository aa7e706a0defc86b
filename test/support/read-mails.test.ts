import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readAllMails, readMails } from './read-mails';

/** What the inbox answers, by the number of the request from 0. The last one repeats. */
let inboxes: readonly { readonly items: readonly object[]; readonly queued: number }[];
let server: Server;
let origin: string;

beforeEach(async () => {
  let requests = 0;
  server = createServer((_, response) => {
    const inbox = inboxes[Math.min(requests, inboxes.length - 1)];
    requests += 1;
    response.end(JSON.stringify(inbox));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const notice = { id: '1', kind: 'notice' };
const reset = { id: '2', kind: 'reset-password' };

test('mails are awaited while messages are in the queue', async () => {
  inboxes = [
    { items: [], queued: 1 },
    { items: [notice], queued: 1 },
    { items: [reset, notice], queued: 0 },
  ];
  expect(await readMails('ann@example.org', 2, origin)).toEqual([reset, notice]);
});

test('of a kind, only its mails count', async () => {
  inboxes = [
    { items: [notice], queued: 1 },
    { items: [reset, notice], queued: 1 },
  ];
  expect(await readMails('ann@example.org', 1, origin, 'reset-password')).toEqual([reset]);
});

test('all mails are there once the queue is empty', async () => {
  inboxes = [
    { items: [notice], queued: 1 },
    { items: [reset, notice], queued: 0 },
  ];
  expect(await readAllMails('ann@example.org', origin)).toEqual([reset, notice]);
});

test('a mail that never comes fails once the queue is empty', async () => {
  inboxes = [
    { items: [notice], queued: 2 },
    { items: [notice], queued: 0 },
  ];
  await expect(readMails('ann@example.org', 1, origin, 'reset-password')).rejects.toThrow(
    'Expected 1 of reset-password to ann@example.org, but the queue is empty. Received: notice.',
  );
});
