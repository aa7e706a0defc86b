/** Follows docs/tutorial.md in a copy of the project: its steps add a route that compiles. route-table.all.test.ts serves it. */
import { execFile } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { checkTypes } from './support/check-types';
import { copyProject } from './support/copy-project';
import { projectRoot } from './support/synthesize';
import { applyStep, readSteps, revertStep } from './support/walkthrough';

const run = promisify(execFile);
const tutorial = readFileSync(join(projectRoot, 'docs', 'tutorial.md'), 'utf8');
const steps = readSteps(tutorial);

let project: string;

beforeAll(() => {
  project = copyProject(['bin', 'lib', 'lambda', 'local', 'client', 'test', 'bench']);
  for (const step of steps.toReversed()) revertStep(project, step);
});

afterAll(() => rmSync(project, { recursive: true, force: true }));

/** Tests of the stacks that add nothing about a new route to the other tests. */
const WITHOUT_ROUTES = [
  'when it is synthesized again',
  'all-features, (without a|served by its) standby, passes',
  'a cdk-nag rule that is broken and not acknowledged',
  'the synthesis reports the rejection of the test stage',
  'a set issuer is passed on',
  'a domain name is the host of the API',
  'a session that started in the second',
  'the cache time of policies',
  'the account role for logs',
];

interface Results {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

/**
 * Runs the tests that know the route table, with the given options, and returns the names of the passed ones.
 * @throws Error with the output, if a test fails
 */
async function runTests(...options: string[]): Promise<readonly string[]> {
  const jest = join(projectRoot, 'node_modules', 'jest', 'bin', 'jest.js');
  const results = join(project, 'results.json');
  const args = [
    ...['--selectProjects', 'unit', 'integration', '--runInBand', '--json', '--outputFile', results],
    ...['--testNamePattern', `^(?!.*(${WITHOUT_ROUTES.join('|')}))`, ...options],
    ...['test/lib/stack/auth-stack(-rules.all)?\\.test', 'test/lambda/shared/http/dispatcher'],
  ];
  await run(process.execPath, [jest, ...args], { cwd: project }).catch(({ stderr }) => {
    throw new Error(stderr);
  });
  const { testResults }: Results = JSON.parse(readFileSync(results, 'utf8'));
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  return tests.filter(({ status }) => status === 'passed').map(({ fullName }) => fullName);
}

test('the steps are one line in the table, one new file, one line in a handler with its import, and descriptions', () => {
  const added = ({ text }: { text: string }) => text.match(/^\+/gm)?.length;
  expect(steps.map((step) => [step.language, step.file, added(step)])).toEqual([
    ['diff', 'lambda/routes.ts', 1],
    ['ts', 'lambda/foo/get-bar.ts', undefined],
    ['diff', 'lambda/foo/handler.ts', 1],
    ['diff', 'lambda/foo/handler.ts', 1],
    ['diff', 'lambda/foo/descriptions.ts', 10],
  ]);
});

test('after only the line in the table, the type checker names the handler', async () => {
  const [first] = steps;
  if (first === undefined) throw new Error('docs/tutorial.md shows no step');
  applyStep(project, first);
  // the type checker names the handler, among other errors
  expect(await checkTypes(project, ['lambda'])).toMatch(/lambda\/foo\/handler\.ts.*GET \/bar/s);
});

test('after all steps the types are correct, including those of the tests', async () => {
  for (const step of steps.slice(1)) applyStep(project, step);
  expect(await checkTypes(project)).toBe('');
});

test('the changed files pass the linter', async () => {
  const files = [...new Set(steps.map(({ file }) => file))];
  const biome = join(projectRoot, 'node_modules', '.bin', 'biome');
  const settings = JSON.parse(readFileSync(join(projectRoot, 'biome.json'), 'utf8'));
  // the copy is not a git repository
  writeFileSync(join(project, 'biome.json'), JSON.stringify({ ...settings, vcs: { enabled: false } }));
  const args = ['check', '--error-on-warnings', ...files];
  const failure = await run(biome, args, { cwd: project }).then(
    () => '',
    ({ stdout, stderr }) => `${stdout}${stderr}`,
  );
  expect(failure).toBe('');
});

test('the tests that know the route table pass too, after the snapshots are updated as the page describes', async () => {
  expect(tutorial).toContain('`npx jest test/lib -u`');
  expect(tutorial).toContain('(../README.md#routes)');
  const stacks = ['dev', 'prod', 'test', 'all-features', 'the standby of all-features'];
  expect(await runTests('-u')).toEqual(
    expect.arrayContaining([
      ...stacks.map((stack) =>
        expect.stringMatching(`^a stack changes only with the infrastructure that of ${stack}(,|$)`),
      ),
      ...stacks.map((stack) => `the stack of ${stack} gives auth every variable that it reads at load`),
      ...['dev', 'prod', 'test', 'all-features'].map((stage) =>
        expect.stringContaining(`${stage}, as it is, passes`),
      ),
      'types: a missing, a surplus or a mistyped operation does not compile',
    ]),
  );
});
