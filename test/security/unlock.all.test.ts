/** `npm run users:unlock`: an operator helps a user whose account an attacker has locked. */
import { createLockedAccount, failed } from '../bin/create-locked-account';
import { type CommandFolder, createCommandFolder } from '../bin/run-command';
import { type EmbeddedTable, startEmbeddedTable } from '../lambda/fakes/embedded-table';

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
  const { account: ada, accounts } = await createLockedAccount(table);
  const { stdout, stderr } = await folder.run('users-unlock', ['--user', ada.username]);
  expect(stdout).toBe(`${ada.username}: unlocked\n`);
  expect(JSON.parse(stderr)).toMatchObject({ event: 'operator_unlock', sub: ada.sub, forgetDevices: false });
  const none = { ...failed, failures: 0 };
  const unlocked = {
    ...ada,
    attempts: none,
    changeAttempts: none,
    devices: ada.devices.map((device) => ({ ...device, ...none })),
  };
  expect(await accounts.find(ada.sub)).toEqual(unlocked);
});
