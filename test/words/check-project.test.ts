import { checkProject } from './check-project';

const glossary = '| Term | Meaning | Source | Not |\n|---|---|---|---|\n| sign-in | It. | | `login` |\n';

function check(files: Readonly<Record<string, string>>) {
  const all: Readonly<Record<string, string>> = { 'docs/glossary.md': glossary, ...files };
  return checkProject({ paths: Object.keys(all), read: (path) => all[path] ?? '' });
}

test('clean files have no fault', () => {
  expect(check({ 'a.md': 'A sign-in, [defined](docs/glossary.md).\n' })).toEqual([]);
});

test('a phrase, a synonym and a broken link are faults', () => {
  expect(check({ 'a.md': 'Nobody can.\nA login.\n[b](b.md)\n' })).toEqual([
    expect.stringMatching(/^a\.md:1 {2}"Nobody": write the role/),
    'a.md:2  "login": write "sign-in" (docs/glossary.md)',
    'a.md:3  "b.md": write an existing file: b.md does not exist',
  ]);
});

test('only chosen files are checked, and their links may point to any file', () => {
  const files: Readonly<Record<string, string>> = {
    'docs/glossary.md': glossary,
    'a.md': 'Nobody can.\n',
    'b.md': '[a](a.md)\n',
  };
  const project = { paths: Object.keys(files), read: (path: string) => files[path] ?? '' };
  expect(checkProject({ ...project, chosen: ['b.md'] })).toEqual([]);
  expect(checkProject(project)).toHaveLength(1);
});
