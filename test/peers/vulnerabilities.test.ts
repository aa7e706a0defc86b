/** Checks docs/peer-vulnerabilities.md, and that the tests which it names exist. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { attacks } from '../attack/rows';
import { inDefault } from '../attack/variants';
import { findMissingTest } from '../mutations/find-missing-test';
import { vulnerabilities } from './vulnerabilities';
import { writePage } from './write-page';

const rows = Object.values(vulnerabilities).flat();

test('docs/peer-vulnerabilities.md is what `npm run peers` writes', () => {
  const page = join(__dirname, '..', '..', 'docs', 'peer-vulnerabilities.md');
  expect(readFileSync(page, 'utf8')).toBe(writePage(vulnerabilities));
});

test('each test that a row names exists', () => {
  expect(rows.flatMap(({ tests }) => tests.flatMap((named) => findMissingTest(named) ?? []))).toEqual([]);
});

test('each named test belongs to the default level', () => {
  const played = Object.values(inDefault(attacks)).flatMap((group) => group.map(({ attack }) => attack));
  const left = rows
    .flatMap(({ tests }) => tests)
    .filter(({ file, name }) =>
      file === 'test/attack/attack.test.ts'
        ? !played.some((attack) => attack.includes(name))
        : file.endsWith('.all.test.ts'),
    );
  expect(left).toEqual([]);
});

test('each row has a test, and no two are the same', () => {
  expect(rows.filter(({ tests }) => tests.length === 0)).toEqual([]);
  const behaviours = rows.map(({ behaviour }) => behaviour);
  expect(new Set(behaviours).size).toBe(behaviours.length);
});

test('a test that does not exist is found', () => {
  expect(findMissingTest({ file: 'test/none.test.ts', name: 'x' })).toContain(
    'there is no test/none.test.ts',
  );
  expect(findMissingTest({ file: 'test/attack/attack.test.ts', name: 'no such row' })).toContain(
    'has no test',
  );
});
