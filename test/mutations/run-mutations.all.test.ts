/** Runs mutations of a project of two files, also some about which their test decides nothing. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Mutation, testOf } from './mutation';
import { mutation, prepareSmallProject, rootOf, start } from './small-project';

prepareSmallProject();

test('distinguishes mutations that are caught, that survive and that break the build or its tests', async () => {
  const { run, seen, unsound } = start([
    mutation({}),
    mutation({ replace: 'name === "ada" || name === "bob"' }),
    mutation({ replace: 'name ==' }),
  ]);
  const verdicts = await run.verdicts;
  expect(verdicts.map(({ outcome }) => outcome)).toEqual(['caught', 'survived', 'broken']);
  expect(verdicts[0]?.run.failure).toContain('expect(received).toBe(expected)');
  expect(seen).toEqual(verdicts);
  expect(unsound).toEqual([]);
});

test('a test that is missing, or fails without the mutation, decides nothing', async () => {
  writeFileSync(join(rootOf(), 'test', 'failing.test.js'), "test('fails', () => expect(1).toBe(2));");
  const { run, unsound } = start([
    mutation({ caughtBy: testOf('failing.test.js', 'fails') }),
    mutation({ caughtBy: testOf('source.test.js', 'refuses mallory') }),
  ]);
  expect(await run.verdicts).toEqual([]);
  expect(unsound).toEqual(['test/failing.test.js', 'test/source.test.js']);
});

test('a test that passes only after another is run after it, and decides nothing without it', async () => {
  const follows = `const { isAllowed } = require('../source');
let isReady = false;
test('comes first', () => { isReady = isAllowed('ada'); });
test('comes second', () => expect(isReady).toBe(true));
`;
  writeFileSync(join(rootOf(), 'test', 'following.test.js'), follows);
  const same = { replace: "name === 'ada'" };
  const [first, second] = ['comes first', 'comes second'].map((name) =>
    mutation({ ...same, caughtBy: testOf('following.test.js', name) }),
  ) as [Mutation, Mutation];
  const outcomes = async (mutations: readonly Mutation[]) =>
    (await start(mutations).run.verdicts).map(({ outcome }) => outcome);
  expect(await outcomes([first, second])).toEqual(['survived', 'survived']);
  expect(await outcomes([second])).toEqual([]);
});

test('a test that runs out of time decides nothing about a mutation', async () => {
  const waits =
    "test('waits', () => (require('../source').isAllowed('eve') ? new Promise(() => {}) : undefined), 50);";
  writeFileSync(join(rootOf(), 'test', 'waiting.test.js'), waits);
  const { run } = start([mutation({ caughtBy: testOf('waiting.test.js', 'waits') })]);
  expect(await run.verdicts).toMatchObject([{ outcome: 'broken' }]);
});
