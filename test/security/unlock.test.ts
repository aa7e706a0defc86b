/** `npm run users:unlock`: an operator helps a user whose account an attacker has locked. */
import { createDynamoAccounts } from '../../lambda/identity/accounts/accounts';
import { createAccount } from '../../lambda/identity/accounts/create-account';
import { createDynamoIdentifierPointers } from '../../lambda/identity/accounts/identifiers/identifier-pointers';
import { createDeviceToken, toDevice } from '../../lambda/identity/devices/device';
import { type CommandFolder, createCommandFolder } from '../bin/run-command';
import { type EmbeddedTable, startEmbeddedTable } from '../lambda/fakes/embedded-table';
import { newAccount } from '../lambda/fakes/new-account';

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

test('the failures of the user are forgotten, and one line confirms it', async () => {
  const failed = { failures: 100, lastAttemptAt: 1_767_323_045_678 };
  const device = { ...toDevice(createDeviceToken(), 1_767_323_045), ...failed };
  const ada = newAccount({ attempts: failed, changeAttempts: failed, devices: [device] });
  const accounts = createDynamoAccounts(table.client, table.tableName);
  const names = createDynamoIdentifierPointers(table.client, table.tableName, 'name');
  await createAccount({ accounts, names, now: Date.now })(ada);
  const { stdout, stderr } = await folder.run('users-unlock', ['--user', ada.username]);
  expect(stdout).toBe(`${ada.username}: unlocked\n`);
  expect(JSON.parse(stderr)).toMatchObject({ event: 'operator_unlock', sub: ada.sub, forgetDevices: false });
  const none = { ...failed, failures: 0 };
  const unlocked = { ...ada, attempts: none, changeAttempts: none, devices: [{ ...device, ...none }] };
  expect(await accounts.find(ada.sub)).toEqual(unlocked);
});
