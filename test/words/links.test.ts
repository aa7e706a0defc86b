import { findBrokenLinks } from './links';

const files: Readonly<Record<string, string>> = {
  'README.md': '# Read me\n',
  'docs/a.md': '# A\n\n## Two words, `code` and *more*\n\n## Same\n\n## Same\n\n<a id="own"></a>\n',
  'docs/decisions/0001-b.md': '# B\n',
  'lib/c.ts': 'export {};\n',
};
const targets = {
  // the document with the links is one of them
  paths: new Set([...Object.keys(files), 'docs/d.md']),
  read: (path: string) => files[path] ?? '',
};
const broken = (source: string, path = 'docs/d.md') => findBrokenLinks(path, source, targets);

test.each([
  '[a](a.md)',
  '[a](./a.md#a)',
  '[a](a.md#two-words-code-and-more)',
  '[a](a.md#same-1)',
  '[a](a.md#own)',
  '[above](../README.md)',
  '[a folder](decisions/)',
  '[a source](../lib/c.ts)',
  '[a line of a source](../lib/c.ts#L1)',
  '[elsewhere](https://example.com/nothing#here)',
  '[mail](mailto:a@example.com)',
  '# Here\n\n[here](#here)',
  '[in a reference][a]\n\n[a]: a.md',
  '`[not a link](nowhere.md)`',
])('the link %j is whole', (source) => {
  expect(broken(source)).toEqual([]);
});

test.each([
  ['[a](b.md)', 'an existing file: docs/b.md does not exist'],
  ['[a](a.md#three)', 'a heading of docs/a.md: it has no #three'],
  ['[a](#three)', 'a heading of docs/d.md: it has no #three'],
  ['![a](a.svg)', 'an existing file: docs/a.svg does not exist'],
  ['[a](../../outside.md)', 'an existing file: ../outside.md does not exist'],
  ['[in a reference][a]\n\n[a]: b.md', 'an existing file: docs/b.md does not exist'],
])('the link %j is broken', (source, instead) => {
  expect(broken(source)).toEqual([expect.objectContaining({ path: 'docs/d.md', line: 1, instead })]);
});

test('a broken link is reported in its line', () => {
  expect(broken('One\ntwo [a](b.md)\n')).toEqual([expect.objectContaining({ line: 2 })]);
});
