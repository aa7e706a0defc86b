import { parsePending, removeClean } from './pending';

const list = '# files that still offend\nREADME.md\nlib/a.ts\n';

test('the list holds a path a line, and comments', () => {
  expect([...parsePending(list)]).toEqual(['README.md', 'lib/a.ts']);
});

test('clean files leave the list, and the rest stays as it is', () => {
  expect(removeClean(list, new Set(['README.md']))).toBe('# files that still offend\nlib/a.ts\n');
});
