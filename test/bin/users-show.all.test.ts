/** Runs the commands that show, list, disable, enable and delete users and set temporary passwords, as an operator types them. */
import { createDynamoAccounts } from '../../lambda/identity/accounts/accounts';
import { createAccount } from '../../lambda/identity/accounts/create-account';
import { createDynamoIdentifierPointers } from '../../lambda/identity/accounts/identifiers/identifier-pointers';
import { uuid } from '../lambda/fakes/auth-dependencies';
import { type EmbeddedTable, startEmbeddedTable } from '../lambda/fakes/embedded-table';
import { newAccount } from '../lambda/fakes/new-account';
import { type CommandFolder, createCommandFolder } from './run-command';

const HASH = '$argon2id$v=19$m=64,t=1,p=1$c2FsdHNhbHQ$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
const CREATED = Date.UTC(2026, 0, 2, 3, 4, 5);

let folder: CommandFolder;
let table: EmbeddedTable;

beforeAll(async () => {
  folder = createCommandFolder();
  table = await startEmbeddedTable();
  folder.serve(table);
  const accounts = createDynamoAccounts(table.client, table.tableName);
  const create = createAccount({
    accounts,
    names: createDynamoIdentifierPointers(table.client, table.tableName, 'name'),
    now: Date.now,
  });
  for (const [n, name] of ['Ada', 'Bob', 'Carol'].entries()) {
    const account = { name: name.toLowerCase(), username: name, sub: uuid(n + 1), createdAt: CREATED };
    await create(newAccount({ ...account, passwordHash: HASH, scopes: n === 0 ? ['admin', 'audit'] : [] }));
  }
});
afterAll(async () => {
  folder.remove();
  await table.close();
});

async function run(command: string, ...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await folder.run(command, args);
  if (code !== 0) throw new Error(stderr);
  return stdout;
}

test('users:show prints a line for each fact, or one line of JSON', async () => {
  expect(await run('users-show', '--user', 'ADA')).toBe(`username         Ada
sub              ${uuid(1)}
state            ACTIVE
created          2026-01-02T03:04:05.000Z
password         set
scopes           admin audit
sessions         none
known devices    0
failed sign-ins  0
failed changes   0
`);
  expect(JSON.parse(await run('users-show', '--sub', uuid(2), '--json'))).toEqual({
    username: 'Bob',
    sub: uuid(2),
    state: 'ACTIVE',
    createdAt: '2026-01-02T03:04:05.000Z',
    password: 'set',
    scopes: [],
    sessions: { count: 0 },
    devices: 0,
    failedSignIns: { count: 0 },
    failedChanges: { count: 0 },
  });
});

test('users:email sets an address, which users:show shows, restores none, and removes it', async () => {
  expect(await run('users-email', '--user', 'ADA', '--set', 'Ada@Example.com')).toBe(
    'Ada: Ada@example.com, signed out everywhere\n',
  );
  expect(await run('users-show', '--user', 'ada')).toMatch(/^email +Ada@example\.com, verified \S+Z$/m);
  await expect(run('users-email', '--user', 'bob', '--set', 'ADA@example.com')).rejects.toThrow(
    'Another account has the address',
  );
  await expect(run('users-email', '--user', 'ada', '--restore')).rejects.toThrow('no former address');
  expect(await run('users-email', '--sub', uuid(1), '--remove')).toBe(
    'Ada: no address, signed out everywhere\n',
  );
  expect(await run('users-show', '--user', 'ada')).not.toContain('email');
  await expect(run('users-email', '--user', 'ada', '--verify')).rejects.toThrow('use --set ADDRESS');
});

test('users:list prints a line for each account, or for each account in one state', async () => {
  const ada = `Ada\t${uuid(1)}\tACTIVE\t2026-01-02T03:04:05.000Z\tset\tadmin audit\n`;
  const lines = (await run('users-list')).split(/(?<=\n)/);
  expect(lines).toHaveLength(3);
  expect(lines).toContain(ada);
  await run('users-disable', '--user', 'bob');
  expect(await run('users-list', '--state', 'DISABLED')).toBe(
    `Bob\t${uuid(2)}\tDISABLED\t2026-01-02T03:04:05.000Z\tset\t\n`,
  );
  const [first] = (await run('users-list', '--limit', '1', '--json')).trim().split('\n');
  expect(Object.keys(JSON.parse(first ?? ''))).toEqual([
    'username',
    'sub',
    'state',
    'createdAt',
    'password',
    'scopes',
  ]);
  expect(await run('users-enable', '--user', 'bob')).toBe('Bob: enabled\n');
  expect(await run('users-list', '--state', 'DISABLED')).toBe('');
});

test('users:delete shows the account in a dry run, deletes it, and then finds none', async () => {
  const carol = `Carol (${uuid(3)}), with all its data\n`;
  expect(await run('users-delete', '--user', 'carol', '--dry-run')).toBe(
    `Nothing was deleted. Without --dry-run, this would be deleted: ${carol}`,
  );
  expect(await run('users-delete', '--user', 'carol')).toBe(`Deleted: ${carol}`);
  await expect(run('users-delete', '--user', 'carol')).rejects.toThrow('The user "carol" does not exist');
});

test('users:set-password prints a password once, with the cost of the former hash', async () => {
  const accounts = createDynamoAccounts(table.client, table.tableName);
  const [, password] = (await run('users-set-password', '--user', 'ada')).split('\n');
  expect(password).toMatch(/^[2-9a-z]{4}(-[2-9a-z]{4}){4}$/);
  expect((await accounts.find(uuid(1)))?.passwordHash).toMatch(/^\$argon2id\$v=19\$m=64,p=1,t=1\$/);
  expect(await run('users-show', '--user', 'ada')).toMatch(
    /^password +temporary, must be changed at the next sign-in \(valid until [^ ]+Z\)$/m,
  );
});

test.each<[string, readonly string[], number, RegExp]>([
  ['users-show', [], 2, /^No user is given: use --user NAME or --sub SUB \(see --help\)$/],
  [
    'users-disable',
    ['--user', 'ada', '--sub', uuid(1)],
    2,
    /^Both --user and --sub are given: use one of them$/,
  ],
  ['users-enable', ['--sub', 'ada'], 2, /^"ada" is not an account id: use a UUID in lower case for --sub$/],
  ['users-set-password', ['--user', 'nobody'], 1, /^The user "nobody" does not exist: check the username$/],
  [
    'users-set-password',
    ['--user', 'ada', '--password', 'x'],
    2,
    /^Unknown option '--password'\. See --help\.$/,
  ],
  [
    'users-email',
    ['--user', 'ada'],
    2,
    /^Use exactly one of --set ADDRESS, --verify, --restore and --remove/,
  ],
  ['users-email', ['--user', 'ada', '--verify', '--remove'], 2, /^Use exactly one of /],
  ['users-email', ['--user', 'ada', '--set', 'ada'], 2, /^--set "ada" is not an e-mail address$/],
  ['users-list', ['--state', 'LOCKED'], 2, /^--state "LOCKED" is not valid: use ACTIVE, DISABLED, DELETING$/],
  ['users-list', ['--limit', '0'], 2, /^--limit "0" is not valid: it must be a whole number, 1 or greater$/],
])('%s %j is one line with what to do', async (command, args, expected, message) => {
  const { code, stdout, stderr } = await folder.run(command, args);
  expect({ code, stdout }).toEqual({ code: expected, stdout: '' });
  const [line, ...rest] = stderr.split('\n');
  expect(rest).toEqual(['']);
  expect(line?.replace(`${command.replace('users-', 'users:')}: `, '')).toMatch(message);
});

test.each(['show', 'list', 'disable', 'enable', 'delete', 'email', 'set-password'])(
  'users:%s --help prints its options, and needs no table',
  async (name) => {
    const help = await run(`users-${name}`, '--help', '--port', '1');
    expect(help).toMatch(new RegExp(`^Usage: npm run users:${name} `));
    for (const option of ['--table', '--log-group', '--reason', '--port', '--help']) {
      expect(help).toMatch(new RegExp(`^  ${option}\\s`, 'm'));
    }
  },
);
