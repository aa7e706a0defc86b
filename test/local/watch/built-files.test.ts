import { builtFiles, readBuildPlan } from '../../../local/watch/built-files';

test('one source becomes the outfile, regardless of its folder', () => {
  expect(readBuildPlan({ entryPoints: ['a.ts'], outfile: '/elsewhere/main.cjs' })?.entries).toEqual({
    entryPoints: ['a.ts'],
    outfile: 'main.cjs',
  });
  expect(builtFiles({ entryPoints: ['a.ts'] })).toEqual(new Set(['index.js', 'index.js.map']));
});

test('several sources become files by their names', () => {
  const options = { entryPoints: { index: 'a.ts', 'later/b': 'b.ts' }, outdir: '/elsewhere' };
  expect(readBuildPlan(options)?.entries).toEqual({ entryPoints: options.entryPoints });
  expect([...builtFiles(options)]).toEqual(['index.js', 'index.js.map', 'later/b.js', 'later/b.js.map']);
});

test.each([
  [undefined],
  [null],
  ['a.ts'],
  [[]],
  [[1]],
  [{}],
  [{ index: 1 }],
  [{ '../index': 'a.ts' }],
  [{ index: 'a.ts', '/etc/index': 'a.ts' }],
  [{ 'a/../../index': 'a.ts' }],
  [{ '.hidden': 'a.ts' }],
])('%j is not a plan', (entryPoints) => {
  expect(readBuildPlan({ entryPoints })).toBeUndefined();
  expect(builtFiles({ entryPoints }).size).toBe(0);
});
