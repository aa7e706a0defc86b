/** The option, the error messages and the help of `npm run users:unlock`. */
import { type EmbeddedTable, startEmbeddedTable } from '../lambda/fakes/embedded-table';
import { createLockedAccount, failed } from './create-locked-account';
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
  const { account: ada, accounts } = await createLockedAccount(table);
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
