/** Rehearses docs/how-to/restore.md: restores a table from an export, and deletes again the accounts deleted since. */
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type PrintingRun, startPrintingRun } from '../faults/start-printing-run';
import { type Account, createAccount, createCredentials, signIn, toAccount } from '../support/accounts';
import { send } from '../support/http-client';
import { projectRoot } from '../support/synthesize';
import { typescriptOptions } from '../support/typescript-process';

let run: PrintingRun;

beforeAll(async () => {
  run = await startPrintingRun({ maxInstances: 1 });
});
afterAll(() => run?.close());

/** Returns the last line that the command printed. */
async function command(name: string, ...args: readonly string[]): Promise<string | undefined> {
  const main = join(projectRoot, 'bin', `${name}.ts`);
  const { stdout } = await promisify(execFile)(process.execPath, [...typescriptOptions, main, ...args], {
    cwd: run.folder,
  });
  return stdout.trim().split('\n').at(-1);
}

async function deleteAccount(account: Account): Promise<void> {
  expect(await account.send({ method: 'DELETE', path: '/users/me' })).toMatchObject({ status: 204 });
}

async function registerAs({ username }: Account): Promise<Account> {
  const credentials = { ...createCredentials(), username };
  const answer = await send(run.origin, { method: 'POST', path: '/users', json: credentials });
  return toAccount(run.origin, credentials, answer);
}

/** Returns the log lines of deletions, which are the same as on AWS. */
const readDeletions = () => run.printed().match(/\{.*"event":"account_deleted".*\}/g) ?? [];

test('an account that was deleted after the backup is restored with it and deleted again, and no other account is', async () => {
  const [file, deletions] = [join(run.folder, 'users.jsonl'), join(run.folder, 'deletions.jsonl')];
  const ada = await createAccount(run.origin);
  const bob = await createAccount(run.origin);
  const carol = await createAccount(run.origin);
  await deleteAccount(bob);
  const heir = await registerAs(bob);
  await command('users-export', '--out', file);
  await deleteAccount(ada);

  expect(await command('users-import', '--in', file)).toBe(
    '1 created, 0 overwritten, 2 unchanged, 0 refused',
  );
  const restored = await signIn(run.origin, ada);
  expect(restored.id).toBe(ada.id);
  expect(await restored.send({ path: '/users/me' })).toMatchObject({ status: 200 });

  expect(readDeletions()).toHaveLength(2);
  writeFileSync(deletions, readDeletions().join('\n'));
  const reapply = () => command('users-reapply-deletions', '--in', deletions);
  expect(await reapply()).toBe('1 deleted, 1 not found, 0 refused');

  const { username, password } = ada;
  const again = { method: 'POST', path: '/sessions/create', json: { username, password } };
  expect(await send(run.origin, again)).toMatchObject({ status: 401 });
  expect(await restored.send({ path: '/users/me' })).toMatchObject({ status: 401 });
  for (const account of [heir, carol]) {
    expect(await account.send({ path: '/users/me' })).toMatchObject({
      status: 200,
      json: { id: account.id },
    });
    expect(await signIn(run.origin, account)).toMatchObject({ id: account.id });
  }
  expect(await reapply()).toBe('0 deleted, 2 not found, 0 refused');
});
