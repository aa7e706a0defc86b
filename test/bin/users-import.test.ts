import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDynamoAccounts } from '../../lambda/identity/accounts/accounts';
import { type EmbeddedTable, startEmbeddedTable } from '../lambda/fakes/embedded-table';
import { type CommandFolder, createCommandFolder } from './run-command';

const HASH = `$pbkdf2-sha256$i=10$c2FsdA$${'A'.repeat(43)}`;
const OTHER = `$pbkdf2-sha256$i=10$c2FsdA$${'B'.repeat(43)}`;

/** The events that the local run prints, and nothing beside them. */
const AUDIT_ONLY = /^(\{"level":"INFO",[^\n]*"audited":true,[^\n]*\}\n)+$/;

let folder: CommandFolder;
let table: EmbeddedTable;
let file: string;

beforeAll(async () => {
  folder = createCommandFolder();
  table = await startEmbeddedTable();
  folder.serve(table);
  file = join(folder.path, 'users.jsonl');
});
afterAll(async () => {
  folder.remove();
  await table.close();
});

const find = (name: string) => createDynamoAccounts(table.client, table.tableName).find(name);
const write = (...records: readonly object[]) =>
  writeFileSync(file, records.map((record) => `${JSON.stringify(record)}\n`).join(''));

test('lines are imported or refused, overwritten when told to, and a dry run writes nothing', async () => {
  write({ username: 'Ada', passwordHash: HASH }, { username: 'Grace', passwordHash: 'a secret of hers' });
  const refused =
    '{"line":2,"reason":"the password hash is of no known form: argon2id, bcrypt, scrypt and PBKDF2 are known"}\n';

  const dry = await folder.run('users-import', ['--in', file, '--dry-run']);
  expect(dry).toMatchObject({
    code: 1,
    stdout: `Nothing was written. Without --dry-run it would be:\n1 created, 0 overwritten, 0 unchanged, 1 refused (see ${file}.dry-run.refused)\n`,
    stderr: expect.stringMatching(AUDIT_ONLY),
  });
  expect(readFileSync(`${file}.dry-run.refused`, 'utf8')).toBe(refused);
  expect(await find('ada')).toBeUndefined();

  const real = await folder.run('users-import', ['--in', file]);
  expect(real).toMatchObject({
    code: 1,
    stdout: `1 created, 0 overwritten, 0 unchanged, 1 refused (see ${file}.refused)\n`,
    stderr: expect.stringMatching(AUDIT_ONLY),
  });
  expect(readFileSync(`${file}.refused`, 'utf8')).toBe(refused);
  expect(await find('ada')).toMatchObject({ username: 'Ada', passwordHash: HASH });

  write({ username: 'Ada', passwordHash: OTHER });
  const told = await folder.run('users-import', ['--in', file, '--overwrite']);
  expect(told).toMatchObject({ code: 0, stdout: '0 created, 1 overwritten, 0 unchanged, 0 refused\n' });
  expect(await find('ada')).toMatchObject({ passwordHash: OTHER });
});

test('a file that is not there is one line that says what to do, whether there is a table or not', async () => {
  // the port of no run
  const { code, stdout, stderr } = await folder.run('users-import', ['--in', 'nothing.jsonl', '--port', '9']);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toBe('users:import: nothing.jsonl is not there: name another file with --in\n');
});
