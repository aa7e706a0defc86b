import { checkProject } from './check-project';

const glossary = '| Term | Meaning | Source | Not |\n|---|---|---|---|\n| sign-in | It. | | `login` |\n';

function check(files: Readonly<Record<string, string>>, pending: readonly string[] = []) {
  const all: Readonly<Record<string, string>> = { 'docs/glossary.md': glossary, ...files };
  return checkProject({
    paths: Object.keys(all),
    read: (path) => all[path] ?? '',
    pending: new Set(pending),
  });
}

test('clean files have no fault', () => {
  expect(check({ 'a.md': 'A sign-in, [defined](docs/glossary.md).\n' })).toEqual({
    faults: [],
    clean: new Set(),
  });
});

test('a phrase, a synonym and a broken link are faults', () => {
  expect(check({ 'a.md': 'Nobody can.\nA login.\n[b](b.md)\n' }).faults).toEqual([
    expect.stringMatching(/^a\.md:1 {2}"Nobody": write the role/),
    'a.md:2  "login": write "sign-in" (docs/glossary.md)',
    'a.md:3  "b.md": write an existing file: b.md does not exist',
  ]);
});

test('the offences of a pending file are no faults until it is clean', () => {
  expect(check({ 'a.md': 'Nobody can.\n' }, ['a.md'])).toEqual({ faults: [], clean: new Set() });
  expect(check({ 'a.md': 'A user can.\n' }, ['a.md'])).toEqual({
    faults: [expect.stringContaining('a.md is clean')],
    clean: new Set(['a.md']),
  });
});

test('a pending file that is gone is a fault', () => {
  expect(check({}, ['gone.md']).faults).toEqual([expect.stringContaining('gone.md is clean')]);
});
