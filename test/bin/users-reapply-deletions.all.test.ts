import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { createDynamoAccounts } from '../../lambda/identity/accounts/accounts';
import { createAccount } from '../../lambda/identity/accounts/create-account';
import { createDynamoIdentifierPointers } from '../../lambda/identity/accounts/identifiers/identifier-pointers';
import { uuid } from '../lambda/fakes/auth-dependencies';
import { type EmbeddedTable, startEmbeddedTable } from '../lambda/fakes/embedded-table';
import { newAccount } from '../lambda/fakes/new-account';
import { type CommandFolder, createCommandFolder } from './run-command';

/** Matches output that contains only audit events, which the local run prints. */
const AUDIT_ONLY = /^(\{"level":"INFO",[^\n]*"audited":true,[^\n]*\}\n)+$/;

let folder: CommandFolder;
let table: EmbeddedTable;
let file: string;

beforeAll(async () => {
  folder = createCommandFolder();
  table = await startEmbeddedTable();
  folder.serve(table);
  file = join(folder.path, 'deletions.jsonl');
});
afterAll(async () => {
  folder.remove();
  await table.close();
});

const put = (pk: string, sk: string) =>
  table.client.send(
    new PutItemCommand({ TableName: table.tableName, Item: { pk: { S: pk }, sk: { S: sk } } }),
  );

/** Returns the keys of all items. */
async function listKeys(): Promise<readonly string[]> {
  const { Items = [] } = await table.client.send(new ScanCommand({ TableName: table.tableName }));
  return Items.map(({ pk }) => pk?.S ?? '').sort();
}

const deletion = (n: number) => JSON.stringify({ event: 'account_deleted', sub: uuid(n) });

test('a dry run deletes nothing; then the accounts are deleted, and a line that is not a deletion is refused', async () => {
  const create = createAccount({
    accounts: createDynamoAccounts(table.client, table.tableName),
    names: createDynamoIdentifierPointers(table.client, table.tableName, 'name'),
    now: Date.now,
  });
  await create(newAccount({ name: 'ada', sub: uuid(1) }));
  await create(newAccount({ name: 'bob', sub: uuid(2) }));
  for (const n of [1, 2]) {
    await put(`SESSIONS#${uuid(n)}`, 'a-session');
    await put(`FOO#${uuid(n)}`, 'a-foo');
    await put(`IDEMPOTENCY#${uuid(n)}`, 'a-key');
  }
  writeFileSync(file, [deletion(1), deletion(9), 'a secret of mine'].join('\n'));

  const dry = await folder.run('users-reapply-deletions', ['--in', file, '--dry-run']);
  expect(dry).toMatchObject({
    code: 1,
    stdout: `Nothing was deleted. Without --dry-run, the result would be:\n1 deleted, 1 not found, 1 refused (see ${file}.dry-run.refused)\n`,
    stderr: expect.stringMatching(AUDIT_ONLY),
  });
  expect(await listKeys()).toHaveLength(10);

  const real = await folder.run('users-reapply-deletions', ['--in', file]);
  expect(real).toMatchObject({
    code: 1,
    stdout: `1 deleted, 1 not found, 1 refused (see ${file}.refused)\n`,
    stderr: expect.stringMatching(AUDIT_ONLY),
  });
  expect(readFileSync(`${file}.refused`, 'utf8')).toBe('{"line":3,"reason":"is not JSON"}\n');
  expect(await listKeys()).toEqual([
    `ACCOUNT#${uuid(2)}`,
    `FOO#${uuid(2)}`,
    // this item blocks writes with remaining tokens of the account, and expires
    `FOO_COUNT#${uuid(1)}`,
    `IDEMPOTENCY#${uuid(2)}`,
    'NAME#bob',
    `SESSIONS#${uuid(2)}`,
  ]);
});

test('a missing file is one line with what to do', async () => {
  const { code, stdout, stderr } = await folder.run('users-reapply-deletions', []);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toBe('users:reapply-deletions: No file is given: use --in FILE (see --help)\n');
});

test('a file without a deletion is an error, because the query of the log has failed', async () => {
  writeFileSync(file, '\n');
  const { code, stdout, stderr } = await folder.run('users-reapply-deletions', ['--in', file]);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  const [, ...lines] = stderr.split('\n');
  expect(lines.join('\n')).toBe(
    `users:reapply-deletions: ${file} contains no deletion: see docs/how-to/restore.md\n`,
  );
});
