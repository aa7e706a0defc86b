/** The option, the error messages and the help of `npm run users:unlock`. */
import { createDynamoAccounts } from '../../lambda/identity/accounts/accounts';
import { createAccount } from '../../lambda/identity/accounts/create-account';
import { createDynamoIdentifierPointers } from '../../lambda/identity/accounts/identifiers/identifier-pointers';
import { createDeviceToken, toDevice } from '../../lambda/identity/devices/device';
import { type EmbeddedTable, startEmbeddedTable } from '../lambda/fakes/embedded-table';
import { newAccount } from '../lambda/fakes/new-account';
import { type CommandFolder, createCommandFolder } from './run-command';

let table: EmbeddedTable;
let folder: CommandFolder;

beforeAll(async () => {
  table = await startEmbeddedTable();
  folder = createCommandFolder();
  folder.serve(table);
});
afterAll(async () => {
  folder.remove();
  await table.close();
});

test('--forget-devices forgets the failures and the devices of the user', async () => {
  const failed = { failures: 100, lastAttemptAt: 1_767_323_045_678 };
  const device = { ...toDevice(createDeviceToken(), 1_767_323_045), ...failed };
  const ada = newAccount({ attempts: failed, changeAttempts: failed, devices: [device] });
  const accounts = createDynamoAccounts(table.client, table.tableName);
  const names = createDynamoIdentifierPointers(table.client, table.tableName, 'name');
  await createAccount({ accounts, names, now: Date.now })(ada);
  await folder.run('users-unlock', ['--user', ada.username, '--forget-devices']);
  const none = { ...failed, failures: 0 };
  expect(await accounts.find(ada.sub)).toEqual({
    ...ada,
    attempts: none,
    changeAttempts: none,
    devices: [],
  });
});

test.each<[readonly string[], number, RegExp]>([
  [['--user', 'nobody-of-that-name'], 1, /^The user "nobody-of-that-name" does not exist[^\n]*\n$/],
  [[], 2, /^No user is given: use --user NAME \(see --help\)\n$/],
  [
    ['--user', 'ada', '--table', 'the-table', '--port', '3000'],
    2,
    /^Both --table and --port are given: [^\n]*\n$/,
  ],
])('%j is one line with what to do', async (args, expected, message) => {
  const { code, stdout, stderr } = await folder.run('users-unlock', args);
  expect({ code, stdout }).toEqual({ code: expected, stdout: '' });
  expect(stderr.replace(/^users:unlock: /, '')).toMatch(message);
});

test('--help prints the options, and needs no table', async () => {
  const { stdout } = await folder.run('users-unlock', ['--help', '--port', '1']);
  for (const option of ['--user', '--forget-devices', '--table', '--port', '--help']) {
    expect(stdout).toMatch(new RegExp(`^  ${option}\\s`, 'm'));
  }
});
