/** The test levels: the suites of each level, and the totals that .ci/run adds up. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { projectRoot } from './support/synthesize';

let scratch: string;
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'levels-'));
});
afterEach(() => rmSync(scratch, { recursive: true }));

/** Runs a command of .ci/levels.sh, with `npm` and `node` replaced by scripts. */
function runShell(command: string, scripts: { readonly npm?: string; readonly node?: string } = {}) {
  for (const [name, script] of Object.entries(scripts))
    writeFileSync(join(scratch, name), `#!/bin/bash\n${script}\n`, { mode: 0o755 });
  const program = `set -euo pipefail; scratch=${scratch}; source .ci/levels.sh; ${command}`;
  const { status, stdout } = spawnSync('/bin/bash', ['-c', program], {
    cwd: projectRoot,
    encoding: 'utf8',
    env: { ...process.env, PATH: `${scratch}:${process.env.PATH}` },
  });
  return { status, stdout };
}

const log = (name: string, text: string) => writeFileSync(join(scratch, `${name}.log`), text);
const cost = (name: string, user: number, system: number) =>
  writeFileSync(join(scratch, `${name}.times`), `${user} ${system}\n`);

/** Returns the suites that Jest would run. */
function listSuites(level?: string, ...options: readonly string[]): readonly string[] {
  const { TEST_LEVEL: _, ...rest } = process.env;
  const jest = join(projectRoot, 'node_modules', 'jest', 'bin', 'jest.js');
  const { stdout, status } = spawnSync(process.execPath, [jest, '--listTests', ...options], {
    cwd: projectRoot,
    encoding: 'utf8',
    env: { ...rest, ...(level !== undefined && { TEST_LEVEL: level }) },
  });
  // Jest also prints the name of a single project
  return status === 0 ? stdout.split('\n').filter(isAbsolute).sort() : [`Jest ended with ${status}`];
}

const isOfAll = (path: string) => path.endsWith('.all.test.ts');

test('the levels split the suites by their names, and run each once', () => {
  const [byDefault, rest, all] = [listSuites(), listSuites('rest'), listSuites('all')];
  expect(byDefault.filter(isOfAll)).toEqual([]);
  expect(rest.filter((path) => !isOfAll(path))).toEqual([]);
  expect([...byDefault, ...rest].sort()).toEqual(all);
  expect(new Set(all).size).toBe(all.length);
  expect(Math.min(byDefault.length, rest.length)).toBeGreaterThan(10);
});

test('every test file is in exactly one project', () => {
  const projects = ['unit', 'integration', 'contract'].map((name) =>
    listSuites('all', '--selectProjects', name),
  );
  const found = readdirSync(projectRoot, { recursive: true, encoding: 'utf8' })
    .filter(
      (path) =>
        /\.(?:test|spec)\.[cm]?[jt]sx?$/.test(path) &&
        !/(?:^|[\\/])(?:node_modules|coverage|dist|\.local|cdk\.out[^\\/]*)[\\/]/.test(path),
    )
    .map((path) => join(projectRoot, path));
  expect(projects.flat().sort()).toEqual(found.sort());
});

test('a suite given by name runs on every level', () => {
  const found = listSuites(undefined, 'test/lambda/interleavings');
  expect(found.filter(isOfAll)).not.toEqual([]);
  expect(found.filter((path) => !isOfAll(path))).not.toEqual([]);
});

test('a level that does not exist is an error', () => {
  expect(listSuites('most')).toEqual(['Jest ended with 1']);
});

test('the totals of the levels are one line', () => {
  log('test', 'PASS x\n5 passed, 0 failed\nmore\n70 passed, 1 failed\n');
  log('test:rest', '8 passed, 2 failed\n');
  expect(runShell('sum_totals test test:rest').stdout).toBe('78 passed, 3 failed\n');
});

test('a level that ends before its first test is a failure', () => {
  log('test', '70 passed, 0 failed\n');
  log('test:rest', 'npm error\n');
  expect(runShell('sum_totals test test:rest').stdout).toBe('70 passed, 1 failed\n');
});

test('a level that fails is a failure, and what it printed is kept', () => {
  const npm = 'echo "3 passed, 1 failed"; exit 1';
  const { status, stdout } = runShell('run_level test || { sum_totals test; exit 7; }', { npm });
  expect({ status, stdout }).toEqual({ status: 7, stdout: '3 passed, 1 failed\n'.repeat(2) });
});

test('the CPU time of a level is that of all its processes', () => {
  const burn = 'while (process.cpuUsage().user < 600_000);';
  // the child processes of child processes count too; `exec` would leave only one process
  const npm = `bash -c '"${process.execPath}" -e "${burn}"; true'; true`;
  expect(Number(runShell('run_level test && cpu_of test', { npm }).stdout)).toBeGreaterThan(0);
});

test.each([
  ['24.1.0', 100, 50, 0],
  ['24.1.0', 100, 51, 1],
  ['20.19.0', 220, 50, 0],
  ['22.1.0', 220, 51, 1],
])('on Node %s a default level of %s + %s s of CPU ends with %s', (version, user, system, expected) => {
  cost('test', user, system);
  cost('test:rest', 900, 1);
  // replaces `node -p …`
  const node = `echo ${version.split('.')[0]}`;
  const { status, stdout } = runShell('check_cpu test test:rest', { node });
  expect(status).toBe(expected);
  expect(stdout).toContain(`test: ${user + system} s of CPU\ntest:rest: 901 s of CPU\n`);
});
