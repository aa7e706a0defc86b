import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ReapplyJob, reapplyDeletions } from '../../../bin/transfer/reapply-deletions';
import type { AllAccounts } from '../../../lambda/identity/accounts/all-accounts';
import type { DeletedAccount } from '../../../lambda/identity/operator/reapply-deletion';
import { DependencyUnavailableError } from '../../../lambda/shared/errors';
import { uuid } from '../../lambda/fakes/auth-dependencies';
import { newAccount } from '../../lambda/fakes/new-account';
import { createFakeTools } from './fake-tools';

const PAGE = 10;
let folder: string;
let file: string;
/** The accounts of the table, by their `sub`. */
let table: Map<string, string>;
let erased: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reapply-deletions-'));
  file = join(folder, 'deletions.jsonl');
  table = new Map(Array.from({ length: 40 }, (_, n) => [uuid(n + 1), `user-${n + 1}`]));
  erased = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Pages by the place in the order of the subs, which stays when others are deleted. */
const accounts: AllAccounts = {
  async readPage(after) {
    const from = Number(after?.pk ?? 0);
    const page = Array.from({ length: PAGE }, (_, n) => uuid(from + n + 1)).flatMap((sub) => {
      const username = table.get(sub);
      return username === undefined ? [] : [newAccount({ sub, username })];
    });
    const next = from + PAGE;
    return { accounts: page, items: PAGE, ...(next < 40 && { next: { pk: String(next), sk: 'LOGIN' } }) };
  },
};

const job = (change: Partial<ReapplyJob> = {}): ReapplyJob => ({
  file,
  table: 'Table',
  accounts,
  totalItems: 0,
  dryRun: false,
  reapplyDeletion: async ({ sub, account }: DeletedAccount) => {
    erased.push(account ? sub : `rest of ${sub}`);
    table.delete(sub);
  },
  ...change,
});
const write = (...lines: readonly string[]) => writeFileSync(file, lines.join('\n'));
const deletions = (...numbers: readonly number[]) =>
  write(...numbers.map((n) => JSON.stringify({ event: 'account_deleted', sub: uuid(n) })));

test('the accounts of the file are deleted, those that are gone are looked after, and no others', async () => {
  deletions(3, 33, 99);
  const result = await reapplyDeletions(job(), createFakeTools());
  expect(result).toEqual({ deleted: 2, absent: 1, refused: 0, isComplete: true });
  expect(erased).toEqual([uuid(3), uuid(33), `rest of ${uuid(99)}`]);
  expect(table.size).toBe(38);
  expect(readdirSync(folder)).toEqual(['deletions.jsonl']);
});

test('run again, nothing is there any more', async () => {
  deletions(3, 33);
  await reapplyDeletions(job(), createFakeTools());
  expect(await reapplyDeletions(job(), createFakeTools())).toMatchObject({ deleted: 0, absent: 2 });
  expect(table.size).toBe(38);
});

test('a account under another sub stays, whatever its name', async () => {
  deletions(99);
  table.set(uuid(5), 'the name of 99');
  await reapplyDeletions(job(), createFakeTools());
  expect(table.get(uuid(5))).toBe('the name of 99');
  expect(table.size).toBe(40);
});

test('interrupted, it goes on where it was and counts what it had deleted', async () => {
  deletions(3, 33, 99);
  const first = await reapplyDeletions(job(), createFakeTools(3));
  expect(first).toEqual({ deleted: 1, absent: 2, refused: 0, isComplete: false });
  expect(readdirSync(folder)).toEqual(['deletions.jsonl', 'deletions.jsonl.progress']);
  const readPage = jest.fn(accounts.readPage);
  const second = await reapplyDeletions(job({ accounts: { readPage } }), createFakeTools());
  expect(second).toEqual({ deleted: 2, absent: 1, refused: 0, isComplete: true });
  expect(readPage.mock.calls.map(([after]) => after?.pk)).toEqual(['20', '30']);
  expect(readdirSync(folder)).toEqual(['deletions.jsonl']);
});

test('the progress of another table or file is not gone on with', async () => {
  deletions(3);
  await reapplyDeletions(job(), createFakeTools(2));
  await expect(reapplyDeletions(job({ table: 'Other' }), createFakeTools())).rejects.toThrow(
    'is of another table or file: remove it',
  );
  deletions(3, 33);
  await expect(reapplyDeletions(job(), createFakeTools())).rejects.toThrow('is of another table or file');
  expect(erased).toEqual([uuid(3)]);
});

test('a dry run counts the same and deletes nothing', async () => {
  deletions(3, 33, 99);
  const result = await reapplyDeletions(job({ dryRun: true }), createFakeTools());
  expect(result).toEqual({ deleted: 2, absent: 1, refused: 0, isComplete: true });
  expect(erased).toEqual([]);
  expect(existsSync(`${file}.progress`)).toBe(false);
});

test('lines that are no deletions are counted, and the others done', async () => {
  const deletion = JSON.stringify({ event: 'account_deleted', sub: uuid(3) });
  write(JSON.stringify({ event: 'signed_in', sub: uuid(1) }), 'x', deletion);
  expect(await reapplyDeletions(job(), createFakeTools())).toEqual({
    deleted: 1,
    absent: 0,
    refused: 2,
    report: `${file}.refused`,
    isComplete: true,
  });
  expect(erased).toEqual([uuid(3)]);
});

test.each([
  ['nothing', [''], ''],
  ['other events alone', ['{"event":"signed_in"}'], ' (FILE.refused says why)'],
])('a file of %s is refused before the table is read', async (_what, lines, hint) => {
  write(...lines);
  const readPage = jest.fn(accounts.readPage);
  await expect(reapplyDeletions(job({ accounts: { readPage } }), createFakeTools())).rejects.toThrow(
    `${file} names no deletion${hint.replace('FILE', file)}: see docs/operations.md#restore`,
  );
  expect(readPage).not.toHaveBeenCalled();
});

test('what DynamoDB does not answer is tried again', async () => {
  deletions(3);
  let failures = 2;
  const reapplyDeletion = async (account: DeletedAccount) => {
    if (failures-- > 0) throw new DependencyUnavailableError('no answer');
    await job().reapplyDeletion(account);
  };
  await reapplyDeletions(job({ reapplyDeletion }), createFakeTools());
  expect(erased).toEqual([uuid(3)]);
});
