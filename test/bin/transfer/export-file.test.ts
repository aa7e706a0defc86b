import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportFile } from '../../../bin/transfer/export-file';
import type { AllAccounts } from '../../../lambda/identity/accounts/all-accounts';
import { formatUserRecord } from '../../../lambda/identity/operator/user-record';
import { newAccount } from '../../lambda/fakes/new-account';
import { createFakeTools } from './fake-tools';

const pages = [1, 2, 3].map(() => [newAccount(), newAccount()]);
const all = pages.flat();
let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'export-file-'));
  file = join(folder, 'users.jsonl');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Pages by the position before them; the last page has no next position. */
const accounts: AllAccounts = {
  async readPage(after) {
    const page = after === undefined ? 0 : Number(after.sk);
    return {
      accounts: pages[page] ?? [],
      items: 4,
      ...(page + 1 < pages.length && { next: { pk: 'page', sk: String(page + 1) } }),
    };
  },
};

const job = (change: Partial<{ table: string; accounts: AllAccounts }> = {}) => ({
  ...{ file, table: 'Table', accounts, totalItems: 12 },
  ...change,
});

const readExport = () => readFileSync(file, 'utf8');
const complete = all.map((account) => `${formatUserRecord(account)}\n`).join('');

test('every account is a line of a file that only its owner may read', async () => {
  expect(await exportFile(job(), createFakeTools())).toEqual({ users: 6, isComplete: true });
  expect(readExport()).toBe(complete);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['users.jsonl']);
});

test.each([1, 2, 3])('an export that was interrupted before page %i resumes', async (page) => {
  const first = await exportFile(job(), createFakeTools(page));
  expect(first).toEqual({ users: (page - 1) * 2, isComplete: false });
  expect(await exportFile(job(), createFakeTools())).toEqual({ users: 6, isComplete: true });
  expect(readExport()).toBe(complete);
});

test('text after the last stored progress is written again', async () => {
  await exportFile(job(), createFakeTools(2));
  writeFileSync(file, '{"username":"half a li', { flag: 'a' });
  await exportFile(job(), createFakeTools());
  expect(readExport()).toBe(complete);
});

test('an export resumes after a page that could not be read', async () => {
  let calls = 0;
  const failing: AllAccounts = {
    readPage: (...place) => {
      calls += 1;
      return calls === 2 ? Promise.reject(new Error('access denied')) : accounts.readPage(...place);
    },
  };
  await expect(exportFile(job({ accounts: failing }), createFakeTools())).rejects.toThrow('access denied');
  await exportFile(job(), createFakeTools());
  expect(readExport()).toBe(complete);
});

test('an existing file is not changed', async () => {
  writeFileSync(file, 'precious');
  await expect(exportFile(job(), createFakeTools())).rejects.toThrow(
    'already exists: choose another file for --out',
  );
  expect(readExport()).toBe('precious');
});

test('an export of another table is not resumed', async () => {
  await exportFile(job(), createFakeTools(2));
  const before = readExport();
  const other = exportFile(job({ table: 'Other' }), createFakeTools());
  await expect(other).rejects.toThrow('belongs to an export of another table: choose another file for --out');
  expect(readExport()).toBe(before);
});

test('a file that is shorter than its progress is not resumed', async () => {
  await exportFile(job(), createFakeTools(2));
  writeFileSync(file, '');
  await expect(exportFile(job(), createFakeTools())).rejects.toThrow(
    'is shorter than before the interruption',
  );
});
