/** Makes a release write an item of every kind, and returns the items. */
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalRun, startLocalRun } from '../../local/start-local-run';
import { type Item, openTable } from '../faults/table';
import {
  type Account,
  type Credentials,
  createAccount,
  createCredentials,
  refresh,
  signIn,
} from '../support/accounts';
import { send } from '../support/http-client';
import { readMails } from '../support/read-mails';
import { projectRoot } from '../support/synthesize';
import { createCaller } from './call-by-turns';
import { createFactorVeteran, type FactorVeteran } from './factor-flow';

/** The items of three accounts, and the values that its user knows. */
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
  readonly email: {
    /** The verified address of the user. */
    readonly address: string;
    /** The address that waits for its code. */
    readonly pending: string;
    /** Another user, who has asked for a reset of the password. */
    readonly forgetful: { readonly address: string; readonly resetId: string };
    /** The messages of the queue that ask for the mails with both codes. */
    readonly messages: readonly string[];
  };
  /** A third user, with a second factor. */
  readonly factors: FactorVeteran;
  readonly items: readonly Item[];
}

const ADDRESS = '/users/me/email';
const newAddress = () => `${createCredentials().username}@example.com`;

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
    // first, because it ends the other sessions
    const address = await addAddress(run, account);
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
    const forgetful = await createAccount(run.origin);
    const forgottenAddress = await addAddress(run, forgetful);
    const mailed = listMessages(run).length;
    const pending = newAddress();
    await account.send({ method: 'PUT', path: ADDRESS, json: { email: pending } });
    const { json: reset } = await send(run.origin, {
      method: 'POST',
      path: '/password-resets',
      json: { username: forgottenAddress },
    });
    const secondFactors = { inbox: undefined, secondFactors: ['optional'], trustsDevices: true };
    const caller = createCaller(run.origin, 0, {}, secondFactors);
    const factors = await createFactorVeteran(caller);
    if (caller.faults().length > 0) throw new Error(caller.faults().join('\n'));
    return {
      recordedAt: Math.floor(Date.now() / 1_000),
      user: { username, password, refreshToken: tokens.refresh_token },
      foo: { id: foo.id, idempotencyKey, keyedId: keyed.id },
      email: {
        address,
        pending,
        forgetful: { address: forgottenAddress, resetId: reset.reset_id },
        messages: listMessages(run)
          .slice(mailed)
          .filter((message) => !message.includes('"kind":"notice"')),
      },
      factors,
      items: await table.readAll(),
    };
  } finally {
    table.close();
    await run.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Gives an account an address, and returns it. */
async function addAddress({ origin }: LocalRun, { send: sendAs }: Account): Promise<string> {
  const address = newAddress();
  await sendAs({ method: 'PUT', path: ADDRESS, json: { email: address } });
  const [mail] = await readMails(address, 1, origin);
  await sendAs({ method: 'POST', path: `${ADDRESS}/verification`, json: { code: mail?.code } });
  return address;
}

/** Returns the messages that functions have put into queues, without the blanks at their ends. */
function listMessages({ calls }: LocalRun): readonly string[] {
  return calls()
    .filter(({ action }) => action === 'sqs:SendMessage')
    .map(({ input }) => String(input.MessageBody).trim());
}
