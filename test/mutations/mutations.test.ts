/** Keeps the mutations true without running them: `npm run mutations` does that. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { subjects } from './defences';
import { findMissingTest } from './find-missing-test';
import { applyMutation, type Mutation } from './mutation';
import { writePage } from './write-page';

const root = join(__dirname, '..', '..');
const mutations = Object.values(subjects).flat();
const read = (file: string) => readFileSync(join(root, file), 'utf8');

test('each mutation fits its source exactly once', () => {
  for (const mutation of mutations) {
    const source = read(mutation.file);
    expect(applyMutation(source, mutation)).not.toBe(source);
  }
});

test('the test that each mutation names is there', () => {
  expect(mutations.flatMap(({ caughtBy }) => findMissingTest(caughtBy) ?? [])).toEqual([]);
});

test('no two mutations are the same', () => {
  const keys = mutations.map(({ file, find, replace }) => `${file} ${find} ${replace}`);
  expect(keys.filter((key, place) => keys.indexOf(key) !== place)).toEqual([]);
});

test('docs/mutations.md is what `npm run mutations -- --write` writes', () => {
  expect(read('docs/mutations.md')).toBe(writePage(subjects));
});

test.each([
  ['no longer there', 'c', 0],
  ['there twice', 'a', 2],
  ['empty', '', 0],
])('a text that is %s is an error', (_what, find, count) => {
  const mutation = { ...(mutations[0] as Mutation), find };
  expect(() => applyMutation('a b a', mutation)).toThrow(`occurs ${count} times; it must occur exactly once`);
});

test('a mutation that changes nothing is an error', () => {
  expect(() => applyMutation('a b', { ...(mutations[0] as Mutation), find: 'b', replace: 'b' })).toThrow(
    'changes nothing',
  );
});
