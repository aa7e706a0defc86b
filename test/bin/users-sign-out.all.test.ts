/** The error messages and the help of `npm run users:sign-out`. */
import { type EmbeddedTable, startEmbeddedTable } from '../lambda/fakes/embedded-table';
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

test.each<[readonly string[], number, RegExp]>([
  [['--user', 'nobody-of-that-name'], 1, /^The user "nobody-of-that-name" does not exist[^\n]*\n$/],
  [[], 2, /^No user is given: use --user NAME \(see --help\)\n$/],
])('%j is one line with what to do', async (args, expected, message) => {
  const { code, stdout, stderr } = await folder.run('users-sign-out', args);
  expect({ code, stdout }).toEqual({ code: expected, stdout: '' });
  expect(stderr.replace(/^users:sign-out: /, '')).toMatch(message);
});

test('--help prints the options, and needs no table', async () => {
  const { stdout } = await folder.run('users-sign-out', ['--help', '--port', '1']);
  for (const option of ['--user', '--table', '--log-group', '--reason', '--port', '--help'])
    expect(stdout).toContain(`  ${option} `);
});
