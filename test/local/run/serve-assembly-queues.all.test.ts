/** The queues of a run whose assembly is replaced. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDynamoStore } from '../../../local/aws/dynamodb/store';
import { openKeyStore } from '../../../local/aws/kms/key-store';
import { openMessageStore } from '../../../local/aws/sqs/message-store';
import { createRunClock } from '../../../local/clock/run-clock';
import { openPort } from '../../../local/run/open-port';
import { readServedApp } from '../../../local/run/read-served-app';
import { type ServedAssembly, serveAssembly } from '../../../local/run/serve-assembly';
import { makePrivateFolder } from '../../../local/support/private-folder';
import { waitUntil } from '../../support/wait-until';
import { synthesizeQueueFixture } from '../synthesize-queue-fixture';

test('the next assembly receives the messages, and the one before it receives none', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'serve-queues-'));
  const endpoints = join(folder, 'endpoints');
  makePrivateFolder(endpoints);
  const assembly = synthesizeQueueFixture(folder);
  const [listener, store, keys] = [
    await openPort(0),
    await openDynamoStore(undefined),
    openKeyStore(undefined),
  ];
  const messages = openMessageStore(undefined);
  const clock = createRunClock({ stands: true });
  const received: string[] = [];
  const serve = async (name: string): Promise<ServedAssembly> => {
    const source = await readServedApp({
      assembly,
      keys,
      listener,
      inlineCodeFolder: join(folder, 'inline'),
      openAnother: () => openPort(0),
      provide: async () => new Map(),
    });
    return serveAssembly(source, {
      project: folder,
      stage: 'test',
      store,
      keys,
      messages,
      clock,
      endpoints,
      throttle: false,
      onCall: () => undefined,
      emit: (event) => {
        if (event.kind === 'invocation') received.push(`${name} ${event.trace.failed}`);
      },
    });
  };
  const send = async (body: string) => {
    expect((await fetch(`${listener.origin}/messages`, { method: 'POST', body })).status).toBe(202);
  };
  const first = await serve('first');
  first.open();
  await send('fail');
  await waitUntil(() => received.length === 1);
  const next = await serve('next');
  next.open();
  await first.retire();
  await send('hello');
  await waitUntil(() => received.length === 2);
  // The failed message belongs to the run, not to the assembly that received it.
  clock.turn(60);
  next.announceClock();
  await waitUntil(() => received.length === 3);
  expect(received).toEqual(['first 1', 'next 0', 'next 1']);
  await next.close();
  await listener.close();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});
