/** Checks that CHANGELOG.md follows https://keepachangelog.com/en/1.1.0/, with upgrade notes before the changes of each version. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './support/synthesize';

const SECTIONS = ['Upgrade notes', 'Added', 'Changed', 'Deprecated', 'Removed', 'Fixed', 'Security'];
const text = readFileSync(join(projectRoot, 'CHANGELOG.md'), 'utf8');
const versions = text
  .split(/^## /m)
  .slice(1)
  .map((version) => {
    const [heading = '', ...lines] = version.trimEnd().split('\n');
    const sections = lines.join('\n').split(/^### /m);
    return { heading, before: sections[0]?.trim(), sections: sections.slice(1) };
  });

test('unreleased changes come first, then versions with their dates, the newest first', () => {
  const [first, ...released] = versions.map(({ heading }) => heading);
  expect(first).toBe('[Unreleased]');
  for (const heading of released) expect(heading).toMatch(/^\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d$/);
  const dates = released.map((heading) => heading.split(' - ')[1] ?? '');
  expect(dates).toEqual(dates.toSorted().toReversed());
});

describe.each(versions)('$heading', ({ before, sections }) => {
  const titles = sections.map((section) => section.split('\n')[0] ?? '');

  test('has each section once, in order, and begins with its upgrade notes', () => {
    expect(before).toBe('');
    expect(titles).toEqual(SECTIONS.filter((title) => titles.includes(title)));
    expect(titles[0]).toBe('Upgrade notes');
  });

  test('has one line for each change', () => {
    for (const section of sections) {
      const [, blank, ...lines] = section.trimEnd().split('\n');
      expect(blank).toBe('');
      expect(lines.length).toBeGreaterThan(0);
      expect(lines.filter((line) => !/^- .*\.$/.test(line))).toEqual([]);
    }
    const changes = sections.flatMap((section) => section.match(/^- .*$/gm) ?? []);
    expect(changes.length).toBe(new Set(changes).size);
  });

  test('says in its upgrade notes which resources change, and what needs two deploys', () => {
    const kinds = (sections[0]?.match(/^- .*$/gm) ?? []).map((line) => /^- \*\*(.*?)\.\*\* /.exec(line)?.[1]);
    expect(new Set(kinds)).toEqual(new Set(['Resources', 'Two deploys']));
  });
});

test('settings that need two deploys exist', () => {
  const folder = join(projectRoot, 'lib', 'stages');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const sources = files.filter((name) => name.endsWith('-settings.ts'));
  const settings = sources.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
  const [, list = ''] =
    /^- \*\*Two deploys\.\*\* These settings change in numbered deploys: (.*?)\. /m.exec(text) ?? [];
  const names = [...list.matchAll(/`(\w+)`/g)].map(([, name]) => name);
  expect(names.length).toBeGreaterThan(5);
  expect(names.filter((name) => !settings.includes(`  readonly ${name}?:`))).toEqual([]);
});

test('commands exist', () => {
  const { scripts } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
  const commands = [...text.matchAll(/npm run ([a-z:-]+)/g)].map(([, name = '']) => name);
  expect(commands.length).toBeGreaterThan(5);
  expect(commands.filter((name) => !(name in scripts))).toEqual([]);
});
