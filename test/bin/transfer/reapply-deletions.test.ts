import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ReapplyJob, reapplyDeletions } from '../../../bin/transfer/reapply-deletions';
import { DependencyUnavailableError } from '../../../lambda/shared/errors';
import { uuid } from '../../lambda/fakes/auth-dependencies';
import { createFakeTools } from './fake-tools';

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

const job = (change: Partial<ReapplyJob> = {}): ReapplyJob => ({
  file,
  table: 'Table',
  dryRun: false,
  reapplyDeletion: async (sub) => {
    const isThere = table.delete(sub);
    erased.push(isThere ? sub : `rest of ${sub}`);
    return isThere ? 'deleted' : 'absent';
  },
  ...change,
});
const write = (...lines: readonly string[]) => writeFileSync(file, lines.join('\n'));
const deletions = (...numbers: readonly number[]) =>
  write(...numbers.map((n) => JSON.stringify({ event: 'account_deleted', sub: uuid(n) })));

test('the accounts of the file are deleted, remains of deleted accounts too, and no others', async () => {
  deletions(3, 33, 99);
  const result = await reapplyDeletions(job(), createFakeTools());
  expect(result).toEqual({ deleted: 2, absent: 1, refused: 0, isComplete: true });
  expect(erased).toEqual([uuid(3), uuid(33), `rest of ${uuid(99)}`]);
  expect(table.size).toBe(38);
  expect(readdirSync(folder)).toEqual(['deletions.jsonl']);
});

test('a second run finds no account', async () => {
  deletions(3, 33);
  await reapplyDeletions(job(), createFakeTools());
  expect(await reapplyDeletions(job(), createFakeTools())).toMatchObject({ deleted: 0, absent: 2 });
  expect(table.size).toBe(38);
});

test('an account with another sub is kept, whatever its name is', async () => {
  deletions(99);
  table.set(uuid(5), 'the name of 99');
  await reapplyDeletions(job(), createFakeTools());
  expect(table.get(uuid(5))).toBe('the name of 99');
  expect(table.size).toBe(40);
});

test('an interrupted run resumes, and counts its earlier deletions', async () => {
  // two batches of ten, each with one account that no longer exists
  deletions(...Array.from({ length: 19 }, (_, n) => n + 2), 99, 98);
  table.delete(uuid(2));
  const first = await reapplyDeletions(job(), createFakeTools(2));
  expect(first).toEqual({ deleted: 9, absent: 1, refused: 0, isComplete: false });
  expect(readdirSync(folder)).toEqual(['deletions.jsonl', 'deletions.jsonl.progress']);
  erased.length = 0;
  const second = await reapplyDeletions(job(), createFakeTools());
  expect(second).toEqual({ deleted: 18, absent: 3, refused: 0, isComplete: true });
  expect(erased).toHaveLength(11);
  expect(readdirSync(folder)).toEqual(['deletions.jsonl']);
});

test('the progress of another table or file is not resumed', async () => {
  deletions(...Array.from({ length: 11 }, (_, n) => n + 1));
  await reapplyDeletions(job(), createFakeTools(2));
  await expect(reapplyDeletions(job({ table: 'Other' }), createFakeTools())).rejects.toThrow(
    'belongs to another table or file: remove it',
  );
  deletions(3, 33);
  await expect(reapplyDeletions(job(), createFakeTools())).rejects.toThrow(
    'belongs to another table or file',
  );
  expect(erased).toHaveLength(10);
});

test('a dry run counts the same and deletes nothing', async () => {
  deletions(3, 33, 99);
  const reapplyDeletion = async (sub: string) => (table.has(sub) ? 'deleted' : 'absent');
  const result = await reapplyDeletions(job({ dryRun: true, reapplyDeletion }), createFakeTools());
  expect(result).toEqual({ deleted: 2, absent: 1, refused: 0, isComplete: true });
  expect(existsSync(`${file}.progress`)).toBe(false);
});

test('lines that are not deletions are counted, and the others are processed', async () => {
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
  ['other events alone', ['{"event":"signed_in"}'], ' (reasons in FILE.refused)'],
])('a file of %s is refused before an account is looked up', async (_what, lines, hint) => {
  write(...lines);
  await expect(reapplyDeletions(job(), createFakeTools())).rejects.toThrow(
    `${file} contains no deletion${hint.replace('FILE', file)}: see docs/how-to/restore.md`,
  );
  expect(erased).toEqual([]);
});

test('calls that DynamoDB does not answer are retried', async () => {
  deletions(3);
  let failures = 2;
  const reapplyDeletion: ReapplyJob['reapplyDeletion'] = async (sub) => {
    if (failures-- > 0) throw new DependencyUnavailableError('no answer');
    return job().reapplyDeletion(sub);
  };
  await reapplyDeletions(job({ reapplyDeletion }), createFakeTools());
  expect(erased).toEqual([uuid(3)]);
});
