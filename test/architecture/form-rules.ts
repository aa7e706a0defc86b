/** The rules on the form of every file and folder. */
import { dirname } from 'node:path';
import * as errors from '../../lambda/shared/errors';
import type { SourceFile } from '../support/source-files';
import { everyFile, type Rule } from './rule';

/** A folder with more files than this has more than one subject. */
const MOST_FILES = 15;

/** Suites that cover several sources: rows from AWS documentation, interleaved operations, or a rule. */
const WIDER = /^test\/(local\/(fidelity|iam\/policy-cases)|lambda\/(interleavings|throttles))\//;

const OWN_ERRORS = Object.keys(errors).filter((name) => name.endsWith('Error') && !name.startsWith('is'));

const linesOf = (count: number) => `/** Planted. */\n${'const a = 1;\n'.repeat(count - 1)}`;

export const formRules: readonly Rule[] = [
  everyFile(
    'a file opens with a comment on what it is for',
    // The names of tests mirror their sources, so tests need no such comment.
    ({ path, text }) => !path.endsWith('.test.ts') && !/^(#!.*\n)?\/\*\*\s/.test(text),
    { 'lib/planted.ts': 'export const a = 1;\n' },
  ),
  everyFile('a file has at most 300 lines', ({ text }) => text.trimEnd().split('\n').length > 300, {
    'lib/planted.ts': linesOf(301),
  }),
  everyFile('a file has a name in kebab-case', ({ path }) => !/^[a-z0-9/.-]+\.m?ts$/.test(path), {
    'lib/plantedFile.ts': '/** Planted. */\n',
  }),
  everyFile('a file exports by name', ({ text }) => /^export default\b/m.test(text), {
    'lib/planted.ts': '/** Planted. */\nexport default 1;\n',
  }),
  everyFile(
    'a file exports only what is its own',
    ({ text, path }) =>
      /^export\s+(type\s+)?(\*|\{[^}]*\})(\s+as\s+\w+)?\s+from\b/m.test(text) || path.endsWith('/index.ts'),
    { 'lib/planted.ts': "/** Planted. */\nexport * from './json';\n" },
  ),
  everyFile(
    'a function tells its own errors apart by their mark, since files that it loads on demand have copies of the classes',
    ({ path, code }) =>
      /^lambda\//.test(path) &&
      new RegExp(`\\binstanceof (AwsCallError|${OWN_ERRORS.join('|')})\\b`).test(code),
    {
      'lambda/planted.ts':
        '/** Planted. */\nexport const is = (error) => error instanceof ValidationError;\n',
    },
  ),
  everyFile(
    'the local run names nothing of this project',
    ({ path, code }) =>
      path.startsWith('local/') &&
      /\/foo\b|sessions\/create|ACCOUNT#|NAME#|SESSIONS#|TABLE_NAME|SIGNING_KEY|ACCEPTED_ISSUERS/.test(code),
    { 'local/planted.ts': "/** Planted. */\nexport const path = '/sessions/create';\n" },
  ),
  {
    name: `a folder of lambda, lib or local holds at most ${MOST_FILES} files of its own`,
    offences: (files) => {
      const counts = new Map<string, number>();
      for (const { path } of files) {
        if (!/^(lambda|lib|local)\//.test(path)) continue;
        counts.set(dirname(path), (counts.get(dirname(path)) ?? 0) + 1);
      }
      return [...counts]
        .filter(([, count]) => count > MOST_FILES)
        .map(([folder, count]) => `${folder}: ${count}`);
    },
    planted: Object.fromEntries(
      Array.from({ length: MOST_FILES + 1 }, (_, index) => [
        `lib/planted/file-${index}.ts`,
        '/** Planted. */\n',
      ]),
    ),
  },
  {
    name: 'a test is named after a source',
    offences: (files) => {
      const sources = new Set(files.map(({ path }) => path));
      const isOrphan = ({ path }: SourceFile) => {
        const source = /^test\/((lib|lambda|local|client|bin)\/.+?)(\.all)?\.test\.ts$/.exec(path)?.[1];
        // One of several suites of a source, such as import-user-again.test.ts.
        const isPart = [...sources].some((name) => source?.startsWith(`${name.replace(/\.ts$/, '')}-`));
        return (
          source !== undefined &&
          !isPart &&
          !sources.has(`${source}.ts`) &&
          !sources.has(`${source}.d.mts`) &&
          !WIDER.test(path)
        );
      };
      return files.filter(isOrphan).map(({ path }) => path);
    },
    planted: { 'test/lib/planted.test.ts': "test('nothing', () => undefined);\n" },
  },
  everyFile(
    'a suite has the name of a level, or none',
    ({ path }) => /^test\/.*\.\w+\.test\.ts$/.test(path) && !path.endsWith('.all.test.ts'),
    { 'test/lib/planted.slow.test.ts': "test('nothing', () => undefined);\n" },
  ),
];
