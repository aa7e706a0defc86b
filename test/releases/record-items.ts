/** Makes a release write an item of every kind, and returns the items. */
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalRun } from '../../local/start-local-run';
import { type Item, openTable } from '../faults/table';
import { type Credentials, createAccount, refresh, signIn } from '../support/accounts';
import { send } from '../support/http-client';
import { projectRoot } from '../support/synthesize';

/** The items of one account, and the values that its user knows. */
export interface RecordedItems {
  /** The time of the recording in epoch seconds. */
  readonly recordedAt: number;
  readonly user: Credentials & { readonly refreshToken: string };
  readonly foo: {
    readonly id: string;
    /** The idempotency key with which the foo `keyedId` was created. */
    readonly idempotencyKey: string;
    readonly keyedId: string;
  };
  readonly items: readonly Item[];
}

/** Records the items. @param assembly the folder of the release's assembly */
export async function recordItems(assembly: string): Promise<RecordedItems> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-record-'));
  // functions load argon2 from here
  symlinkSync(join(projectRoot, 'node_modules'), join(folder, 'node_modules'), 'dir');
  const run = await startLocalRun({ project: folder, assembly, memory: true, throttle: false });
  const table = openTable(folder);
  try {
    const account = await createAccount(run.origin);
    const { username, password } = account;
    const { refreshToken } = await signIn(run.origin, account);
    const { json: tokens } = await refresh(run.origin, refreshToken);
    const { json: foo } = await account.send({ method: 'POST', path: '/foo', json: { name: 'kept' } });
    const idempotencyKey = 'recorded';
    const { json: keyed } = await account.send({
      method: 'POST',
      path: '/foo',
      json: { name: 'kept once' },
      headers: { 'idempotency-key': idempotencyKey },
    });
    // creates the attempts of a source, and of a name without an account
    const json = { username: 'nobody', password: 'a wrong password' };
    await send(run.origin, { method: 'POST', path: '/sessions/create', json });
    return {
      recordedAt: Math.floor(Date.now() / 1_000),
      user: { username, password, refreshToken: tokens.refresh_token },
      foo: { id: foo.id, idempotencyKey, keyedId: keyed.id },
      items: await table.readAll(),
    };
  } finally {
    table.close();
    await run.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
