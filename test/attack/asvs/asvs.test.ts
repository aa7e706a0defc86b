/** Checks docs/asvs.md against the rows of the suite and against the standard. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectRoot } from '../../support/synthesize';
import type { Attack } from '../attack';
import { attacks, throttledAttacks } from '../rows';
import { inAll, inDefault } from '../variants';
import { chapters } from './chapters';
import { writeTable } from './write-table';

const groups = { ...attacks, ...throttledAttacks };
const rows = Object.values(groups).flat();
const requirements = chapters.flatMap((chapter) => chapter.requirements);
const ids = requirements.map(({ id }) => id);
const docs = join(projectRoot, 'docs', 'asvs.md');

const namesOf = (predicate: (name: string) => boolean) =>
  rows.flatMap(({ requirement }) => requirement.filter(predicate));

test('docs/asvs.md is what `npm run asvs` writes', () => {
  expect(readFileSync(docs, 'utf8')).toBe(writeTable(chapters, groups));
});

test('the suite has at least 150 rows, all with different titles', () => {
  const names = [attacks, throttledAttacks].map((run) => Object.values(run).flatMap(namesIn));
  expect(new Set(names.flat()).size).toBeGreaterThanOrEqual(150);
  for (const run of names) expect(run.filter((name, place) => run.indexOf(name) !== place)).toEqual([]);
});

const namesIn = (group: readonly Attack[]) =>
  group.map(({ requirement: [first], attack }) => `${first}: ${attack}`);

test('every requirement that a row tests is in the table', () => {
  const known = new Set(ids.map((id) => `ASVS ${id}`));
  expect(namesOf((name) => name.startsWith('ASVS ') && !known.has(name))).toEqual([]);
});

test('every other source that a row names is a section of an RFC or of NIST SP 800-63B-4', () => {
  const source =
    /^(ASVS V\d+\.\d+\.\d+|RFC \d{4} section \d+(\.\d+)*|NIST SP 800-63B-4 section \d+(\.\d+)*)$/;
  expect(namesOf((name) => !source.test(name))).toEqual([]);
});

test.each(chapters.filter(({ size }) => size !== undefined))(
  '$title has all its requirements of the levels 1 and 2',
  ({ title, size, requirements: listed }) => {
    const [chapter] = title.split(' ');
    expect(listed.filter(({ level }) => level < 3)).toHaveLength(size ?? 0);
    expect(listed.filter(({ id }) => !id.startsWith(`${chapter}.`))).toEqual([]);
  },
);

test('each row is in exactly one level, and each kind of row is in the default level', () => {
  for (const run of [attacks, throttledAttacks]) {
    const [first, rest] = [inDefault(run), inAll(run)].map((groups) => Object.values(groups).flat());
    const others = (rest ?? []).filter((row) => !first?.includes(row));
    expect([...(first ?? []), ...others]).toHaveLength(Object.values(run).flat().length);
    expect(Object.keys(inDefault(run))).toEqual(Object.keys(run));
    const kinds = new Set(first?.map(({ requirement }) => requirement.join()));
    expect(others.filter(({ requirement }) => !kinds.has(requirement.join()))).toEqual([]);
  }
});

test('no requirement is in the table twice', () => {
  expect(new Set(ids).size).toBe(ids.length);
});

test('every requirement that is met by test has a row or an existing test file', () => {
  const named = new Set(namesOf(() => true));
  const tested = requirements.flatMap(({ id, verdict }) =>
    verdict.kind === 'met by test' ? [{ id, tests: verdict.tests }] : [],
  );
  expect(tested.filter(({ id, tests }) => tests.length === 0 && !named.has(`ASVS ${id}` as never))).toEqual(
    [],
  );
  expect(tested.flatMap(({ tests }) => tests).filter((path) => !existsSync(join(projectRoot, path)))).toEqual(
    [],
  );
});

test('every requirement that is met by test has a test in the default level', () => {
  const played = [attacks, throttledAttacks].flatMap((run) => Object.values(inDefault(run)).flat());
  const named = new Set<string>(played.flatMap(({ requirement }) => requirement));
  const onlyInAll = requirements.filter(
    ({ id, verdict }) =>
      verdict.kind === 'met by test' &&
      !named.has(`ASVS ${id}`) &&
      verdict.tests.every((path) => path.endsWith('.all.test.ts')),
  );
  expect(onlyInAll.map(({ id }) => id)).toEqual([]);
});

test('every file and heading that the table references exists', () => {
  const links = [...readFileSync(docs, 'utf8').matchAll(/\]\((?!https:)([^)#]*)(?:#([^)]*))?\)/g)];
  expect(links.length).toBeGreaterThan(50);
  const broken = links.filter(([, path = '', heading]) => {
    const file = path === '' ? docs : join(dirname(docs), path);
    return !existsSync(file) || (heading !== undefined && !headingsOf(file).includes(heading));
  });
  expect(broken.map(([link]) => link)).toEqual([]);
});

/** Returns the anchors that GitHub generates for the headings of a document. */
function headingsOf(file: string): readonly string[] {
  const headings = [...readFileSync(file, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, text = '']) => text);
  return headings.map((text) =>
    text
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .replaceAll(' ', '-'),
  );
}
