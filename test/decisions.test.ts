/** Checks the form of the pages in docs/decisions, and their index. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './support/synthesize';

const folder = join(projectRoot, 'docs', 'decisions');
const read = (name: string) => readFileSync(join(folder, name), 'utf8');
const pages = readdirSync(folder)
  .filter((name) => name !== 'README.md')
  .map((name) => ({ name, text: read(name) }));

test('the index lists every page once, by number and title', () => {
  const titles = pages.map(({ name, text }) => {
    const [, number, title] = /^# (\d+)\. (.*)\n/.exec(text) ?? [];
    expect(name).toMatch(new RegExp(`^${number?.padStart(4, '0')}-[a-z0-9-]+\\.md$`));
    return `${number}. [${title}](${name})`;
  });
  expect(read('README.md').match(/^\d+\. .*$/gm)).toEqual(titles);
});

test.each(pages)('$name states the decision', ({ text }) => {
  expect(text).toContain('\n**Decision.**');
});

test.each(pages.filter(({ name }) => name >= '0031'))(
  '$name names its price, and when to reconsider it',
  ({ text }) => {
    expect(text).toContain('\n**Price.** ');
    expect(text).toMatch(/\n## When to look again\n\n(- .*\n)+$/);
  },
);
