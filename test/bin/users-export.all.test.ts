import type { ChildProcess } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream, existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createDynamoAllAccounts, type TablePosition } from '../../lambda/identity/accounts/all-accounts';
import { formatUserRecord } from '../../lambda/identity/operator/user-record';
import { type EmbeddedTable, startEmbeddedTable } from '../lambda/fakes/embedded-table';
import { newAccount } from '../lambda/fakes/new-account';
import { type CommandFolder, createCommandFolder, type Ended } from './run-command';
import { startGate } from './start-gate';

const soak = process.env.SOAK === '1';
const USERS = soak ? 100_000 : 300;
/** The memory limit in MiB. Node.js and the SDK use about a hundred; all users together would use as much again. */
const MAX_RSS = 256;

let folder: CommandFolder;
let first: EmbeddedTable;
let second: EmbeddedTable;

beforeAll(async () => {
  folder = createCommandFolder();
  [first, second] = await Promise.all([startEmbeddedTable(), startEmbeddedTable()]);
});
afterAll(async () => {
  folder.remove();
  await Promise.all([first.close(), second.close()]);
});

const inFolder = (name: string) => join(folder.path, name);

/** Writes a file of users, each with a different hash. */
async function writeUsers(file: string): Promise<void> {
  const output = createWriteStream(file);
  for (let n = 1; n <= USERS; n++) {
    const tag = createHash('sha256').update(String(n)).digest('base64').replace('=', '');
    const passwordHash = `$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$${tag}`;
    const account = newAccount({ username: `User-${n}`, sub: randomUUID(), passwordHash, createdAt: n });
    if (!output.write(`${formatUserRecord(account)}\n`)) await once(output, 'drain');
  }
  await new Promise<void>((resolve) => output.end(resolve));
}

/** Returns the sorted digests of all lines, because tables and files have different orders. */
async function digestLines(lines: AsyncIterable<string>): Promise<readonly string[]> {
  const digests: string[] = [];
  for await (const line of lines) digests.push(createHash('sha256').update(line).digest('base64'));
  return digests.sort();
}

const digestFile = (file: string) =>
  digestLines(createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY }));

async function* readTable({ client, tableName }: EmbeddedTable): AsyncGenerator<string> {
  const all = createDynamoAllAccounts(client, tableName);
  let after: TablePosition | undefined;
  do {
    const page = await all.readPage(after, 500);
    yield* page.accounts.map(formatUserRecord);
    after = page.next;
  } while (after);
}

/** Runs a command on the table, and kills it at its first call after its progress meets a condition. */
async function runUntil(
  isFar: (progress: Record<string, number>) => boolean,
  [command, file, args]: readonly [command: string, file: string, args: readonly string[]],
): Promise<Ended> {
  const path = `${file}.progress`;
  let child: ChildProcess | undefined;
  const gate = await startGate(first.endpoint, () => {
    if (!existsSync(path) || !isFar(JSON.parse(readFileSync(path, 'utf8')))) return true;
    child?.kill('SIGKILL');
    return false;
  });
  folder.serve({ endpoint: gate.endpoint, tableName: first.tableName });
  const ended = await folder.run(command, args, (begun) => {
    child = begun;
  });
  await gate.close();
  folder.serve(first);
  return ended;
}

function expectFrugal({ code, stderr, maxRss }: Ended): void {
  // other than the audit events, one for each account
  const others = stderr.split('\n').filter((line) => !line.includes('"audited":true'));
  expect({ code, stderr: others.join('\n') }).toEqual({ code: 0, stderr: '' });
  expect(maxRss).toBeGreaterThan(0);
  expect(maxRss).toBeLessThan(MAX_RSS);
}

test('users who are imported, exported and imported again are the same, although each command is killed once', async () => {
  const [source, exported] = ['source.jsonl', 'exported.jsonl'].map(inFolder) as [string, string];
  await writeUsers(source);
  const original = await digestFile(source);
  const counted = (counts: RegExp) =>
    expect.objectContaining({ stdout: expect.stringMatching(new RegExp(`^${counts.source}\n$`)) });

  const killed = await runUntil(
    ({ line = 0 }) => line >= USERS / 4,
    ['users-import', source, ['--in', source, '--rate', '100000']],
  );
  expect(killed).toMatchObject({ code: null, stdout: '' });
  const resumed = await folder.run('users-import', ['--in', source, '--rate', '100000']);
  expectFrugal(resumed);
  expect(resumed).toEqual(counted(/\d+ created, 0 overwritten, \d+ unchanged, 0 refused/));

  const out = ['--out', exported, '--rate', '100000'];
  if (soak) {
    const isFar = ({ users = 0 }: Record<string, number>) => users >= USERS / 4;
    expect(await runUntil(isFar, ['users-export', exported, out])).toMatchObject({ code: null });
  }
  const export_ = await folder.run('users-export', out);
  expectFrugal(export_);
  expect(export_.stdout).toBe(`${USERS} users in ${exported}\n`);
  expect(statSync(exported).mode & 0o777).toBe(0o600);
  expect(await digestFile(exported)).toEqual(original);

  folder.serve(second);
  const again = await folder.run('users-import', ['--in', exported, '--rate', '100000']);
  expectFrugal(again);
  expect(again.stdout).toBe(`${USERS} created, 0 overwritten, 0 unchanged, 0 refused\n`);
  expect(await digestLines(readTable(second))).toEqual(original);
  if (soak) console.info(`${USERS} users: ${Math.round(Math.max(export_.maxRss, again.maxRss))} MiB at most`);
});

test('an invalid rate is one line with what to do', async () => {
  const { code, stdout, stderr } = await folder.run('users-export', ['--out', 'x', '--rate', '0']);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toBe('users:export: --rate "0" is not valid: it must be a whole number, 1 or greater\n');
});
