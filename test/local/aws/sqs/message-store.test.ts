import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Message } from '../../../../local/aws/sqs/message';
import { openMessageStore } from '../../../../local/aws/sqs/message-store';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'message-store-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const message = (number: number): Message => ({
  id: `00000000-0000-4000-8000-00000000000${number}`,
  body: `message ${number}`,
  attributes: {},
  senderId: 'sender',
  sentAt: 10 - number,
  visibleAt: 0,
  receiveCount: 0,
});

const bodies = (store: ReturnType<typeof openMessageStore>) =>
  [...store.boxOf('jobs').list()].map(({ body }) => body);

test('another run reads what was stored, in the order in which it was sent', () => {
  const box = openMessageStore(folder).boxOf('jobs');
  for (const number of [1, 2, 3]) box.put(message(number));
  box.put({ ...message(2), body: 'replaced' });
  box.remove(message(3).id);
  expect(bodies(openMessageStore(folder))).toEqual(['replaced', 'message 1']);
  expect(openMessageStore(folder).boxOf('jobs').find(message(1).id)).toEqual(message(1));
});

test('only the owner can read the files', () => {
  openMessageStore(folder).boxOf('jobs').put(message(1));
  const [file = ''] = readdirSync(join(folder, 'jobs'));
  expect(statSync(join(folder, 'jobs')).mode & 0o777).toBe(0o700);
  expect(statSync(join(folder, 'jobs', file)).mode & 0o777).toBe(0o600);
});

test('a file that an interrupted write left is ignored, and a broken one is an error', () => {
  openMessageStore(folder).boxOf('jobs').put(message(1));
  const file = join(folder, 'jobs', `${message(2).id}.json`);
  writeFileSync(`${file}.1.tmp`, '{');
  expect(bodies(openMessageStore(folder))).toEqual(['message 1']);
  writeFileSync(file, '{');
  expect(() => openMessageStore(folder).boxOf('jobs')).toThrow(/cannot be read. Pass --fresh/);
});

test('nothing is created until a queue is opened, or for a run in memory', () => {
  openMessageStore(folder);
  openMessageStore(undefined).boxOf('jobs').put(message(1));
  expect(readdirSync(folder)).toEqual([]);
});

test('all who open a queue share its messages, and learn of changes and turns of the clock', () => {
  const store = openMessageStore(undefined);
  let changes = 0;
  const stop = store.boxOf('jobs').onChange(() => {
    changes += 1;
  });
  store.boxOf('jobs').put(message(1));
  store.boxOf('other').put(message(2));
  expect([changes, bodies(store)]).toEqual([1, ['message 1']]);
  store.wake();
  expect(changes).toBe(2);
  stop();
  store.wake();
  expect(changes).toBe(2);
});
