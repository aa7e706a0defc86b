import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ImportJob, importFile } from '../../../bin/transfer/import-file';
import { noOverwritings } from '../../../bin/transfer/overwrite-report';
import { UnusableRecordError } from '../../../lambda/identity/operator/user-record';
import { DependencyUnavailableError } from '../../../lambda/shared/errors';
import { createFakeTools } from './fake-tools';

const LINES = Array.from({ length: 60 }, (_, n) => `line ${n + 1}`);
let folder: string;
let file: string;
let imported: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'import-file-'));
  file = join(folder, 'users.jsonl');
  imported = [];
  writeFileSync(file, LINES.join('\n'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const job = (change: Partial<ImportJob> = {}): ImportJob => ({
  file,
  target: 'Table',
  isResumable: true,
  importUser: async (line) => {
    if (line.endsWith('7')) throw new UnusableRecordError('ends with a seven');
    imported.push(line);
    return { outcome: 'created' };
  },
  ...change,
});

const none = { created: 0, overwritten: 0, unchanged: 0, refused: 0 };
const sevens = [7, 17, 27, 37, 47, 57];
const report = () => readFileSync(`${file}.refused`, 'utf8');
const expectedReport = sevens
  .map((line) => `${JSON.stringify({ line, reason: 'ends with a seven' })}\n`)
  .join('');
const expectedLines = LINES.filter((line) => !line.endsWith('7'));

test('every line is imported once, and each refused line is reported', async () => {
  const counts = { ...none, created: 54, refused: 6 };
  const result = await importFile(job(), createFakeTools());
  expect(result).toEqual({
    counts,
    overwritten: noOverwritings,
    named: 0,
    emailsLeftOut: 0,
    report: `${file}.refused`,
    isComplete: true,
  });
  expect(imported).toEqual(expectedLines);
  expect(report()).toBe(expectedReport);
  expect(statSync(`${file}.refused`).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder).sort()).toEqual(['users.jsonl', 'users.jsonl.refused']);
});

test('without refused lines there is no report', async () => {
  const importUser = async () => ({ outcome: 'unchanged' }) as const;
  const result = await importFile(job({ importUser }), createFakeTools());
  expect(result).toEqual({
    counts: { ...none, unchanged: 60 },
    overwritten: noOverwritings,
    named: 0,
    emailsLeftOut: 0,
    isComplete: true,
  });
  expect(readdirSync(folder)).toEqual(['users.jsonl']);
});

test('an interrupted import resumes after the last batch, with the same counts and the same report', async () => {
  const first = await importFile(job(), createFakeTools(2));
  expect(first).toMatchObject({ counts: { ...none, created: 23, refused: 2 }, isComplete: false });
  writeFileSync(`${file}.refused`, 'half a li', { flag: 'a' });
  const second = await importFile(job(), createFakeTools());
  expect(second).toMatchObject({ counts: { ...none, created: 54, refused: 6 }, isComplete: true });
  expect(imported).toEqual(expectedLines);
  expect(report()).toBe(expectedReport);
});

test('an error that the line did not cause ends the import, which can then resume', async () => {
  const importUser = async (line: string) => {
    if (line === 'line 30') throw new Error('access denied');
    return { outcome: 'created' } as const;
  };
  await expect(importFile(job({ importUser }), createFakeTools())).rejects.toThrow('access denied');
  const { counts } = await importFile(job(), createFakeTools());
  expect(counts.created + counts.refused).toBe(60);
  expect(imported.at(0)).toBe('line 26');
});

test('a line has the same new id at every attempt, and another id in another import', async () => {
  const tried: string[][] = [];
  const importUser = async (line: string, number: number, newSub: string) => {
    tried[number] = [...(tried[number] ?? []), newSub];
    if (line === 'line 30' && tried[number].length === 1) throw new DependencyUnavailableError('no answer');
    if (line === 'line 31' && tried[number].length === 1) throw new Error('killed');
    return { outcome: 'created' } as const;
  };
  await expect(importFile(job({ importUser }), createFakeTools())).rejects.toThrow('killed');
  await importFile(job({ importUser }), createFakeTools());
  expect(new Set(tried[31]).size).toBe(1);
  expect(tried[31]).toHaveLength(2);
  expect(new Set(tried[30]).size).toBe(1);
  expect(new Set(tried.flat()).size).toBe(60);
  await importFile(job({ importUser }), createFakeTools());
  expect(new Set(tried.flat()).size).toBe(120);
});

test('blank lines are not counted, and lines that are too long are refused', async () => {
  writeFileSync(file, `line 1\n\n  \n${'x'.repeat(20_000)}\nline 5\n`);
  const { counts } = await importFile(job(), createFakeTools());
  expect(counts).toEqual({ ...none, created: 2, refused: 1 });
  expect(report()).toBe('{"line":4,"reason":"is too long"}\n');
});

test.each([
  ['another table', () => job({ target: 'Other' })],
  [
    'another file',
    () => {
      writeFileSync(file, 'line 1\n');
      return job();
    },
  ],
])('the progress of %s is not resumed', async (_what, changed) => {
  await importFile(job(), createFakeTools(2));
  await expect(importFile(changed(), createFakeTools())).rejects.toThrow(
    'belongs to another import: remove it',
  );
});

test('a dry run starts from the beginning, and does not change an interrupted import', async () => {
  await importFile(job(), createFakeTools(2));
  const before = readdirSync(folder);
  const dry = await importFile(job({ isResumable: false }), createFakeTools());
  expect(dry.counts).toEqual({ ...none, created: 54, refused: 6 });
  expect(readdirSync(folder).sort()).toEqual([...before, 'users.jsonl.dry-run.refused'].sort());
  expect((await importFile(job(), createFakeTools())).counts).toEqual({ ...none, created: 54, refused: 6 });
});

describe('the losses of overwritten accounts', () => {
  const overwritten = {
    sub: 'sub-1',
    isPasswordReplaced: true,
    droppedScopes: ['admin'],
    addedScopes: [],
    isTemporaryPasswordDropped: false,
  };
  const importUser = async () => ({ outcome: 'overwritten', overwritten }) as const;
  const readReport = (name = 'users.jsonl.overwritten') =>
    readFileSync(join(folder, name), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));

  test('are in a separate report, by line, and in the totals', async () => {
    const result = await importFile(job({ importUser }), createFakeTools());
    expect(result).toMatchObject({
      counts: { ...none, overwritten: 60 },
      overwritten: { passwords: 60, accountsWithFewerScopes: 60, droppedScopes: { admin: 60 } },
      overwriteReport: `${file}.overwritten`,
    });
    expect(readReport().map(({ line, droppedScopes }) => [line, droppedScopes])).toEqual(
      LINES.map((_, n) => [n + 1, ['admin']]),
    );
    expect(statSync(`${file}.overwritten`).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder).sort()).toEqual(['users.jsonl', 'users.jsonl.overwritten']);
  });

  test('are reported once after an interruption', async () => {
    await importFile(job({ importUser }), createFakeTools(2));
    writeFileSync(`${file}.overwritten`, 'half a li', { flag: 'a' });
    const result = await importFile(job({ importUser }), createFakeTools());
    expect(result).toMatchObject({ overwritten: { passwords: 60 } });
    expect(readReport()).toHaveLength(60);
  });

  test('are reported in another file by a dry run', async () => {
    await importFile(job({ importUser, isResumable: false }), createFakeTools());
    expect(readReport('users.jsonl.dry-run.overwritten')).toHaveLength(60);
    expect(readdirSync(folder).sort()).toEqual(['users.jsonl', 'users.jsonl.dry-run.overwritten']);
  });
});

test('usernames in place of addresses are reported, and addresses that were left out are counted', async () => {
  const importUser: ImportJob['importUser'] = async (line, number) => ({
    outcome: 'created',
    isEmailLeftOut: line.endsWith('3'),
    ...(line.endsWith('9') && { named: { sub: `sub-${number}`, username: `user-${number}` } }),
  });
  const first = await importFile(job({ importUser }), createFakeTools(2));
  expect(first).toMatchObject({ isComplete: false, named: 2, emailsLeftOut: 3 });
  const result = await importFile(job({ importUser }), createFakeTools());
  const usernameReport = `${file}.usernames`;
  expect(result).toMatchObject({ isComplete: true, named: 6, emailsLeftOut: 6, usernameReport });
  expect(readFileSync(usernameReport, 'utf8')).toBe(
    [9, 19, 29, 39, 49, 59]
      .map((n) => `${JSON.stringify({ line: n, sub: `sub-${n}`, username: `user-${n}` })}\n`)
      .join(''),
  );
  expect(statSync(usernameReport).mode & 0o777).toBe(0o600);
});
