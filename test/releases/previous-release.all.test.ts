/** The working tree during a deployment over the previous release, of which `npm run record-release` made a recording. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { keyPrefixes } from '../../lambda/shared/table/key-prefixes';
import type { LocalApp } from '../../local/template/model';
import { createCredentials } from '../support/accounts';
import { assemblyFolder } from '../support/server-under-test';
import { type Caller, createCaller } from './call-by-turns';
import {
  continueFactorVeteran,
  createFactorVeteran,
  signInWithRecoveryCode,
  useRecordedFactors,
} from './factor-flow';
import { listUnmatched } from './mix-releases';
import { createMover, plantItems } from './plant-items';
import type { RecordedItems } from './record-items';
import { ASSEMBLY_FILE, ITEMS_FILE, readRecording, unpackAssembly } from './recording';
import { rehearseChange } from './rehearse-change';
import { openReleaseStore, type ReleaseStore } from './release-store';
import { bearer, post } from './requests';
import { type ServedMixes, serveByTurns } from './serve-by-turns';
import { synthesizeRelease } from './synthesize-release';
import { continueVeteran, createVeteran } from './user-flow';

/** The expected result of `listUnmatched`: functions that only the working tree or only the recorded release has. */
const EXPECTED: readonly string[] = [];

/** The kinds of items that only the working tree writes. */
const NEW_KINDS: readonly string[] = [keyPrefixes.passkey, keyPrefixes.credential, keyPrefixes.activity];

let store: ReleaseStore;
let before: LocalApp;
let after: LocalApp;
/** The working tree one deployment before passkeys: docs/how-to/passkeys.md. */
let granted: LocalApp;
const recorded: RecordedItems = JSON.parse(readFileSync(ITEMS_FILE, 'utf8'));

beforeAll(async () => {
  store = await openReleaseStore();
  const recording = readRecording();
  if (recording === undefined) throw new Error('There is no recording: npm run record-release makes one');
  unpackAssembly(recording, join(store.folder, 'previous'));
  before = await store.readRelease(join(store.folder, 'previous'));
  after = await store.readRelease(assemblyFolder());
  const folder = join(store.folder, 'granted');
  synthesizeRelease(folder, { passkeys: undefined, alsoGrant: { passkeys: { signUp: true } } });
  granted = await store.readRelease(folder);
});
afterAll(() => store?.close());

test('each function exists in both releases', () => {
  expect(listUnmatched({ before, after })).toEqual(EXPECTED);
});

test('no request fails while both releases run, or when the deployment is rolled back', async () => {
  const served = await serveByTurns(store, [before]);
  const caller = createCaller(store.listener.origin, 0, {}, served);
  let veteran = await createVeteran(caller);
  await served.close();
  const faults = [...caller.faults()];
  // from there to the working tree is a runbook of its own
  for (const direction of ['forward', 'backward'] as const) {
    const report = await rehearseChange({ store, before, after: granted, direction, veteran });
    veteran = report.veteran;
    faults.push(...report.faults.map((line) => `${direction}: ${line}`));
  }
  expect(faults).toEqual([]);
});

test('items of the previous release are read and updated', async () => {
  const served = await serveByTurns(store, [after]);
  const { user, foo } = recorded;
  const kinds = new Set(recorded.items.map(({ pk }) => `${pk?.S?.split('#')[0]}#`));
  expect(kinds).toEqual(new Set(Object.values(keyPrefixes).filter((kind) => !NEW_KINDS.includes(kind))));
  await plantItems(store.tables, after.tables[0]?.name ?? '', recorded);

  const caller = createCaller(store.listener.origin, 0, {}, served);
  const { call, faults } = caller;
  const { username, password, refreshToken } = user;
  const tokens = await call('refresh', 200, post('/sessions/refresh', { refresh_token: refreshToken }));
  const mine = bearer(tokens.access_token);
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
  await useRecordedEmail(caller, served, tokens.access_token);
  await useRecordedFactors(caller, recorded.factors);
  await call('delete the account', 204, { method: 'DELETE', path: '/users/me', ...mine });
  expect(faults()).toEqual([]);
  expect(served.denied()).toEqual([]);
  await served.close();
});

/** Uses the addresses of the recorded accounts, and the mails that the previous release has queued. */
async function useRecordedEmail(
  { call, receive }: Caller,
  { inbox, queue }: ServedMixes,
  token: string,
): Promise<void> {
  const { user, email, recordedAt } = recorded;
  const { address, pending, forgetful } = email;
  const signInAs = (username: string, password: string) =>
    call('sign in by the address', 201, post('/sessions/create', { username, password }));
  await signInAs(address, user.password);
  inbox?.startAnew();
  for (const message of email.messages) queue(createMover(recordedAt)(message));
  await inbox?.settle();
  const code = receive('mail to the pending address', pending, 'verify-email');
  const resetCode = receive('mail of the reset', forgetful.address, 'reset-password');
  const verification = { ...post('/users/me/email/verification', { code }), ...bearer(token) };
  await call('verify the pending address', 204, verification);
  receive('notice of the change of the address', address, 'notice');
  await signInAs(pending, user.password);
  const { password } = createCredentials();
  const reset = { reset_id: forgetful.resetId, code: resetCode, new_password: password };
  await call('reset the password', 204, post('/password-resets/confirm', reset));
  await signInAs(forgetful.address, password);
}

test('accounts that one release stores are used by the other', async () => {
  const reports: string[] = [];
  for (const [stores, uses] of [
    [before, after],
    [after, before],
  ] as const) {
    let served = await serveByTurns(store, [stores]);
    const storing = createCaller(store.listener.origin, 0, {}, served);
    const veteran = await createVeteran(storing);
    await served.close();
    served = await serveByTurns(store, [uses]);
    const using = createCaller(store.listener.origin, 0, {}, served);
    await continueVeteran(using, veteran);
    reports.push(...storing.faults(), ...using.faults(), ...served.denied());
    await served.close();
  }
  expect(reports).toEqual([]);
});

test('a second factor is kept by the previous release, and counts again afterwards', async () => {
  const faults: string[] = [];
  const serve = async <Result>(release: LocalApp, use: (caller: Caller) => Promise<Result>) => {
    const served = await serveByTurns(store, [release]);
    const caller = createCaller(store.listener.origin, 0, {}, served);
    const result = await use(caller);
    await served.close();
    faults.push(...caller.faults(), ...served.denied());
    return result;
  };
  const veteran = await serve(after, createFactorVeteran);
  const kept = await serve(before, (caller) => continueFactorVeteran(caller, veteran));
  await serve(after, (caller) => signInWithRecoveryCode(caller, kept));
  expect(faults).toEqual([]);
});

test('the recording is small, and names no folder of the machine that made it', () => {
  expect(statSync(ASSEMBLY_FILE).size + statSync(ITEMS_FILE).size).toBeLessThan(500_000);
  const texts = Object.values(readRecording()?.files ?? {}).join('\n');
  expect(texts).not.toContain('sourceMappingURL=data:');
  expect(texts).not.toMatch(/"\/(home|root|tmp|Users)\//);
});
