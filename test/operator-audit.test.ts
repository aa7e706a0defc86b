/** Holds every operator's command to its audit, on a table as it is deployed: the event first, and no change without it. */
import type { ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { createDynamoAccounts } from '../lambda/identity/accounts/accounts';
import { createAccount } from '../lambda/identity/accounts/create-account';
import { createDynamoNamePointers } from '../lambda/identity/accounts/identifiers/name-pointers';
import { createDynamoAccountAdministration } from '../lambda/identity/operator/account-administration';
import { createDynamoSessions } from '../lambda/identity/sessions/sessions';
import { type AuditedAws, LOG_GROUP, OPERATOR, startAuditedAws } from './bin/audit/audited-aws';
import { type CommandFolder, createCommandFolder } from './bin/run-command';
import { uuid } from './lambda/fakes/auth-dependencies';
import { newAccount } from './lambda/fakes/new-account';
import { projectRoot } from './support/synthesize';

const REASON = 'T-1: her laptop was stolen';
const HASH = `$pbkdf2-sha256$i=10$c2FsdHNhbHQ$${'A'.repeat(43)}`;
const AT = 1_767_323_045;
const [ADA, BOB] = [uuid(1), uuid(2)];

let folder: CommandFolder;
let aws: AuditedAws;
const file = (name: string) => join(folder.path, name);

beforeAll(async () => {
  folder = createCommandFolder();
  aws = await startAuditedAws();
});
afterAll(async () => {
  folder.remove();
  await aws.close();
});

/** Ada, who is signed in and locked out, and the files that commands read. */
beforeEach(async () => {
  await aws.reset();
  const { client, tableName } = aws.table;
  const attempts = { failures: 100, lastAttemptAt: 1_767_323_045_678 };
  const ada = newAccount({ name: 'ada', username: 'Ada', sub: ADA, scopes: ['audit'], attempts });
  const accounts = createDynamoAccounts(client, tableName);
  await createAccount({ accounts, names: createDynamoNamePointers(client, tableName), now: Date.now })(ada);
  await createDynamoSessions(client, tableName).put({
    sub: ADA,
    sid: 'a-session',
    username: 'Ada',
    scopes: ['audit'],
    createdAt: AT,
    authTime: AT,
    amr: ['pwd'],
    lastUsedAt: AT,
    expiresAt: 4 * AT,
    securityVersion: 1,
  });
  const users = [
    { username: 'Ada', sub: ADA, passwordHash: HASH },
    { username: 'Bob', sub: BOB, passwordHash: HASH },
  ];
  writeFileSync(file('users.jsonl'), users.map((user) => JSON.stringify(user)).join('\n'));
  writeFileSync(file('deletions.jsonl'), JSON.stringify({ event: 'account_deleted', sub: ADA }));
  for (const name of ['out.jsonl', 'out.jsonl.progress', 'users.jsonl.progress', 'deletions.jsonl.progress'])
    rmSync(file(name), { force: true });
});

interface Command {
  readonly args: () => readonly string[];
  /** What each of its events says beside what all say. */
  readonly events: readonly object[];
  /** What has to be done before. @default - nothing */
  readonly prepare?: () => Promise<unknown>;
  /** Whether it shows something, and changes nothing. @default false */
  readonly reads?: boolean;
}

/** Disables Ada. */
function disableAda() {
  const { client, tableName } = aws.table;
  const accounts = createDynamoAccounts(client, tableName);
  return createDynamoAccountAdministration(client, tableName, accounts).disable({ sub: ADA });
}

const commands: Readonly<Record<string, Command>> = {
  'users-scope': {
    args: () => ['--user', 'ada', '--add', 'admin', '--remove', 'audit'],
    events: [{ event: 'operator_scope_change', sub: ADA, add: ['admin'], remove: ['audit'] }],
  },
  'users-unlock': {
    args: () => ['--user', 'ada'],
    events: [{ event: 'operator_unlock', sub: ADA, forgetDevices: false }],
  },
  'users-sign-out': {
    args: () => ['--user', 'ada'],
    events: [{ event: 'operator_sign_out', sub: ADA }],
  },
  'users-show': {
    args: () => ['--user', 'ada'],
    events: [{ event: 'operator_account_view', sub: ADA }],
    reads: true,
  },
  'users-list': {
    args: () => ['--state', 'ACTIVE', '--limit', '5'],
    events: [{ event: 'operator_account_list', state: 'ACTIVE', limit: 5 }],
    reads: true,
  },
  'users-disable': {
    args: () => ['--user', 'ada'],
    events: [{ event: 'operator_disable', sub: ADA }],
  },
  'users-enable': {
    args: () => ['--sub', ADA],
    events: [{ event: 'operator_enable', sub: ADA }],
    prepare: disableAda,
  },
  'users-delete': {
    args: () => ['--user', 'ada'],
    events: [{ event: 'operator_account_deletion', sub: ADA }],
  },
  'users-set-password': {
    args: () => ['--user', 'ada'],
    events: [{ event: 'operator_password_reset', sub: ADA }],
  },
  'users-export': { args: () => ['--out', file('out.jsonl')], events: [{ event: 'operator_export' }] },
  'users-import': {
    args: () => ['--in', file('users.jsonl'), '--overwrite'],
    events: [
      { event: 'operator_import', overwrite: true, dryRun: false },
      { event: 'operator_account_import', sub: ADA, overwrite: true },
      { event: 'operator_account_import', sub: BOB, overwrite: false },
    ],
  },
  'users-reapply-deletions': {
    args: () => ['--in', file('deletions.jsonl')],
    events: [
      { event: 'operator_deletion_reapply', dryRun: false },
      { event: 'operator_account_deletion', sub: ADA },
    ],
  },
};

function run(name: string, begun?: (child: ChildProcess) => void, options: readonly string[] = []) {
  const deployed = ['--table', aws.table.tableName, '--log-group', LOG_GROUP, '--reason', REASON];
  const { args } = commands[name] ?? { args: () => [] };
  return folder.run(name, [...args(), ...deployed, ...options], begun, aws.env);
}

/** What the command leaves behind: the table, and the file of an export. */
const state = async () => [await aws.readTable(), existsSync(file('out.jsonl'))];

test('every command of package.json is here', () => {
  const { scripts } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
  const names = Object.keys(scripts).filter((name) => name.startsWith('users:'));
  expect(Object.keys(commands).sort()).toEqual(names.map((name) => name.replace(':', '-')).sort());
});

describe.each(Object.entries(commands))('%s', (name, { events, prepare, reads = false }) => {
  beforeEach(() => prepare?.());

  test('writes who does what to whom and why, before it does it', async () => {
    const before = await state();
    const { code, stdout, stderr } = await run(name);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(isDeepStrictEqual(await state(), before)).toBe(reads);
    expect(stdout).not.toBe('');

    const shared = {
      level: 'INFO',
      audited: true,
      operator: OPERATOR,
      reason: REASON,
      table: aws.table.tableName,
    };
    const lines = aws.seen.map(({ line }) => line);
    expect(lines).toHaveLength(events.length);
    for (const event of events)
      expect(lines).toContainEqual(expect.objectContaining({ ...shared, ...event }));
    expect(new Set(lines.map(({ runId }) => runId)).size).toBe(1);
    expect(aws.seen[0]?.table).toBe(before[0]);
    // no name of a user is in the log
    expect(JSON.stringify(lines)).not.toMatch(/"(ada|bob)"/i);
    expect(aws.operations.slice(0, 2)).toEqual(['GetCallerIdentity', 'CreateLogStream']);
  });

  test('changes nothing when its event is refused, and says what is missing', async () => {
    const before = await state();
    aws.decide = () => 'refuse';
    const { code, stdout, stderr } = await run(name);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toBe(
      `${name.replace('-', ':')}: Stopped, since the audit event was not written to the log group ${LOG_GROUP}: you lack the right logs:PutLogEvents on it; commands need logs:CreateLogStream and logs:PutLogEvents\n`,
    );
    expect(await state()).toEqual(before);
  });

  test('has changed nothing when it is killed before its event is accepted', async () => {
    const before = await state();
    let child: ChildProcess | undefined;
    aws.decide = () => {
      child?.kill('SIGKILL');
      return 'accept';
    };
    const { code, stdout } = await run(name, (begun) => {
      child = begun;
    });
    expect({ code, stdout }).toEqual({ code: null, stdout: '' });
    expect(aws.seen.length).toBeGreaterThan(0);
    expect(await state()).toEqual(before);
  });
});

test.each(['users-import', 'users-reapply-deletions'])(
  '%s stops at an account whose event is refused, and changes none of it',
  async (name) => {
    const before = await aws.readTable();
    aws.decide = (nth) => (nth === 1 ? 'accept' : 'refuse');
    const { code, stderr } = await run(name);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^users:[a-z-]+: Stopped, since the audit event was not written [^\n]+\n$/);
    expect(await aws.readTable()).toBe(before);
  },
);

test('a dry run of a bulk command is audited as such, and no account of it', async () => {
  const before = await aws.readTable();
  expect(await run('users-import', undefined, ['--dry-run'])).toMatchObject({ code: 0 });
  expect(aws.seen.map(({ line }) => line)).toMatchObject([{ event: 'operator_import', dryRun: true }]);
  expect(await aws.readTable()).toBe(before);
});

test('a command for an unknown user leaves neither an event nor a stream', async () => {
  const deployed = ['--table', aws.table.tableName, '--log-group', LOG_GROUP, '--reason', REASON];
  const args = ['--user', 'carol', ...deployed];
  const { code, stderr } = await folder.run('users-sign-out', args, undefined, aws.env);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^users:sign-out: There is no user "carol"/);
  expect(aws.operations).toEqual([]);
});

test.each(Object.keys(commands))('%s demands a reason and a log on a deployed table', async (name) => {
  const args = commands[name]?.args() ?? [];
  const before = await state();
  const table = ['--table', aws.table.tableName];
  const withoutReason = await folder.run(
    name,
    [...args, ...table, '--log-group', LOG_GROUP],
    undefined,
    aws.env,
  );
  expect(withoutReason).toMatchObject({ code: 1, stdout: '' });
  expect(withoutReason.stderr).toMatch(
    /^users:[a-z-]+: Say why with --reason: a deployed table demands it\n$/,
  );
  const withoutLog = await folder.run(name, [...args, ...table, '--reason', REASON], undefined, aws.env);
  expect(withoutLog).toMatchObject({ code: 1, stdout: '' });
  expect(withoutLog.stderr).toMatch(/^users:[a-z-]+: Name the log of auth with --log-group /);
  expect(aws.operations).toEqual([]);
  expect(await state()).toEqual(before);
});

test.each(Object.entries(commands))(
  '%s prints its events on the local run',
  async (name, { args, events, prepare }) => {
    await prepare?.();
    folder.serve(aws.table);
    const { code, stderr } = await folder.run(name, args());
    expect(code).toBe(0);
    const lines = stderr
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toHaveLength(events.length);
    for (const event of events) {
      expect(lines).toContainEqual(expect.objectContaining({ audited: true, operator: 'local', ...event }));
    }
    expect(lines[0]).not.toHaveProperty('reason');
    expect(aws.operations).toEqual([]);
  },
);
