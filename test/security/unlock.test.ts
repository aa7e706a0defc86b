/** `npm run users:unlock`: an operator helps a user whose account an attacker has locked. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createDynamoAccounts } from '../../lambda/identity/accounts/accounts';
import { createAccount } from '../../lambda/identity/accounts/create-account';
import { createDynamoNamePointers } from '../../lambda/identity/accounts/identifiers/name-pointers';
import { createDeviceToken, toDevice } from '../../lambda/identity/devices/device';
import { type EmbeddedTable, startEmbeddedTable } from '../lambda/fakes/embedded-table';
import { newAccount } from '../lambda/fakes/new-account';
import { projectRoot } from '../support/synthesize';
import { typescriptOptions } from '../support/typescript-process';

const run = promisify(execFile);

let table: EmbeddedTable;
let folder: string;

beforeAll(async () => {
  table = await startEmbeddedTable();
  folder = mkdtempSync(join(tmpdir(), 'users-unlock-test-'));
  symlinkSync(join(projectRoot, 'node_modules'), join(folder, 'node_modules'), 'dir');
  mkdirSync(join(folder, '.local', 'endpoints'), { recursive: true });
  const content = {
    pid: process.pid,
    origins: ['http://localhost:3000'],
    endpoint: table.endpoint,
    accessKeyId: 'KEY',
    secretAccessKey: 'SECRET',
    tables: { Table: table.tableName },
  };
  writeFileSync(join(folder, '.local', 'endpoints', `${process.pid}.json`), JSON.stringify(content));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await table.close();
});

/** Runs the command if the table is that of the local run. */
const unlock = (...args: readonly string[]) =>
  run(process.execPath, [...typescriptOptions, join(projectRoot, 'bin', 'users-unlock.ts'), ...args], {
    cwd: folder,
  });

test('the failures of the user are forgotten, and one line confirms it', async () => {
  const failed = { failures: 100, lastAttemptAt: 1_767_323_045_678 };
  const device = { ...toDevice(createDeviceToken(), 1_767_323_045), ...failed };
  const ada = newAccount({ attempts: failed, changeAttempts: failed, devices: [device] });
  const accounts = createDynamoAccounts(table.client, table.tableName);
  const names = createDynamoNamePointers(table.client, table.tableName);
  await createAccount({ accounts, names, now: Date.now })(ada);
  const { stdout, stderr } = await unlock('--user', ada.username);
  expect(stdout).toBe(`${ada.username}: unlocked\n`);
  expect(JSON.parse(stderr)).toMatchObject({ event: 'operator_unlock', sub: ada.sub, forgetDevices: false });
  const none = { ...failed, failures: 0 };
  const unlocked = { ...ada, attempts: none, changeAttempts: none };
  expect(await accounts.find(ada.sub)).toEqual({ ...unlocked, devices: [{ ...device, ...none }] });
  await unlock('--user', ada.username, '--forget-devices');
  expect(await accounts.find(ada.sub)).toEqual({ ...unlocked, devices: [] });
});

test.each<[readonly string[], RegExp]>([
  [['--user', 'nobody-of-that-name'], /^The user "nobody-of-that-name" does not exist/],
  [[], /^No user is given: use --user NAME \(see --help\)$/],
  [
    ['--user', 'ada', '--table', 'the-table', '--port', '3000'],
    /^Both --table and --port are given: [^\n]*$/,
  ],
])('%j is one line with what to do', async (args, message) => {
  const failure = await unlock(...args).catch((error) => error);
  expect(failure).toMatchObject({ code: 1, stdout: '' });
  const [line, ...rest] = String(failure.stderr).split('\n');
  expect(rest).toEqual(['']);
  expect(line?.replace('users:unlock: ', '')).toMatch(message);
});

test('--help prints the options, and needs no table', async () => {
  const { stdout } = await unlock('--help', '--port', '1');
  for (const option of ['--user', '--forget-devices', '--table', '--port', '--help']) {
    expect(stdout).toMatch(new RegExp(`^  ${option}\\s`, 'm'));
  }
});
