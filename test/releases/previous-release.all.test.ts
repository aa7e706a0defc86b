/** The working tree during a deployment over the previous release, of which `npm run record-release` made a recording. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { keyPrefixes } from '../../lambda/shared/table/key-prefixes';
import type { LocalApp } from '../../local/template/model';
import { assemblyFolder } from '../support/server-under-test';
import { createCaller } from './call-by-turns';
import { listUnmatched } from './mix-releases';
import { plantItems } from './plant-items';
import type { RecordedItems } from './record-items';
import { ASSEMBLY_FILE, ITEMS_FILE, readRecording, unpackAssembly } from './recording';
import { rehearseChange } from './rehearse-change';
import { openReleaseStore, type ReleaseStore } from './release-store';
import { serveByTurns } from './serve-by-turns';
import { createVeteran } from './user-flow';

/** The expected result of `listUnmatched`: functions that only the working tree or only the recorded release has. */
const EXPECTED: readonly string[] = [
  expect.stringMatching(/^MailHandler\w+ is only in the release after$/),
  expect.stringMatching(/^MailFeedbackHandler\w+ is only in the release after$/),
  expect.stringMatching(/^FactorsHandler\w+ is only in the release after$/),
];

let store: ReleaseStore;
let before: LocalApp;
let after: LocalApp;
const recorded: RecordedItems = JSON.parse(readFileSync(ITEMS_FILE, 'utf8'));

beforeAll(async () => {
  store = await openReleaseStore();
  const recording = readRecording();
  if (recording === undefined) throw new Error('There is no recording: npm run record-release makes one');
  unpackAssembly(recording, join(store.folder, 'previous'));
  before = await store.readRelease(join(store.folder, 'previous'));
  after = await store.readRelease(assemblyFolder());
});
afterAll(() => store?.close());

test('each function exists in both releases', () => {
  expect(listUnmatched({ before, after })).toEqual(EXPECTED);
});

test('no request fails while both releases run, or when the deployment is rolled back', async () => {
  const served = await serveByTurns(store, [before]);
  const caller = createCaller(store.listener.origin, 0, {});
  let veteran = await createVeteran(caller);
  await served.close();
  const faults = [...caller.faults()];
  for (const direction of ['forward', 'backward'] as const) {
    const report = await rehearseChange({ store, before, after, direction, veteran });
    veteran = report.veteran;
    faults.push(...report.faults.map((line) => `${direction}: ${line}`));
  }
  expect(faults).toEqual([]);
});

test('items of the previous release are read and updated', async () => {
  const served = await serveByTurns(store, [after]);
  const { user, foo } = recorded;
  // The recorded release has no e-mail, so it has written no pointer of an address. It keeps an account's addresses as
  // attributes that it does not know. If it deletes the account, the pointer leads to no account, and is replaced when
  // another account verifies the address. With the first release that has e-mail this line fails, and must go.
  // the recorded release has no e-mail
  const ofEmail: readonly string[] = [keyPrefixes.email, keyPrefixes.challenge];
  const kinds = new Set(recorded.items.map(({ pk }) => `${pk?.S?.split('#')[0]}#`));
  expect(kinds).toEqual(new Set(Object.values(keyPrefixes).filter((prefix) => !ofEmail.includes(prefix))));
  await plantItems(store.tables, after.tables[0]?.name ?? '', recorded);

  const { call, faults } = createCaller(store.listener.origin, 0, {});
  const { username, password, refreshToken } = user;
  const post = (path: string, json: object) => ({ method: 'POST', path, json });
  const tokens = await call('refresh', 200, post('/sessions/refresh', { refresh_token: refreshToken }));
  const mine = { headers: { authorization: `Bearer ${tokens.access_token}` } };
  await call('sign in', 201, post('/sessions/create', { username, password }));
  const sessions = await call('list the sessions', 200, { path: '/sessions', ...mine });
  expect(sessions.items).toHaveLength(3);
  expect(await call('read a foo', 200, { path: `/foo/${foo.id}`, ...mine })).toMatchObject({ name: 'kept' });
  const again = {
    ...post('/foo', { name: 'kept once' }),
    headers: { ...mine.headers, 'idempotency-key': foo.idempotencyKey },
  };
  expect(await call('create a foo again', 201, again)).toMatchObject({ id: foo.keyedId });
  await call('delete a foo', 204, { method: 'DELETE', path: `/foo/${foo.keyedId}`, ...mine });
  const exported = await call('export', 200, { path: '/users/me/export', ...mine });
  expect(exported.items.map(({ type }: { type: string }) => type)).toEqual(
    expect.arrayContaining(['account', 'session', 'foo', 'idempotency_key', 'foo_count']),
  );
  await call('delete the account', 204, { method: 'DELETE', path: '/users/me', ...mine });
  expect(faults()).toEqual([]);
  expect(served.denied()).toEqual([]);
  await served.close();
});

test('the recording is small, and names no folder of the machine that made it', () => {
  expect(statSync(ASSEMBLY_FILE).size + statSync(ITEMS_FILE).size).toBeLessThan(500_000);
  const texts = Object.values(readRecording()?.files ?? {}).join('\n');
  expect(texts).not.toContain('sourceMappingURL=data:');
  expect(texts).not.toMatch(/"\/(home|root|tmp|Users)\//);
});
