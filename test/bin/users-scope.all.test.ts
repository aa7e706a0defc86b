/** The error messages of `npm run users:scope`, and the local run that it finds. */
import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startEmbeddedTable } from '../lambda/fakes/embedded-table';
import { projectRoot } from '../support/synthesize';
import { typescriptOptions } from '../support/typescript-process';
import { createCommandFolder } from './run-command';

const run = promisify(execFile);

const command = [...typescriptOptions, join(projectRoot, 'bin', 'users-scope.ts')];

/** Returns the output of a command that fails with an exit code. */
async function failureOf(
  cwd: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
  code = 1,
) {
  const { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: _, ...rest } = env;
  const failure = await run(process.execPath, [...command, ...args], { cwd, env: rest }).then(
    () => undefined,
    (error) => error,
  );
  expect(failure).toMatchObject({ code, stdout: '' });
  return failure.stderr as string;
}

test('an unknown user is an error of one line', async () => {
  const table = await startEmbeddedTable();
  const folder = createCommandFolder();
  folder.serve(table);
  const stderr = await failureOf(folder.path, ['--user', 'nobody-of-that-name', '--add', 'admin']);
  folder.remove();
  await table.close();
  expect(stderr).toMatch(/^users:scope: [^\n]*"nobody-of-that-name"[^\n]*\n$/);
});

describe('the local run of a command', () => {
  const change = ['--user', 'ada', '--add', 'admin'];
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'users-scope-test-'));
    symlinkSync(join(projectRoot, 'node_modules'), join(folder, 'node_modules'), 'dir');
    mkdirSync(join(folder, '.local', 'endpoints'), { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function pretendRun(pid: number, port: number): void {
    const content = {
      pid,
      origins: [`http://localhost:${port}`],
      // no server listens on this port
      endpoint: 'http://127.0.0.1:1',
      accessKeyId: 'KEY',
      secretAccessKey: 'SECRET',
      tables: { Table: 'the-table' },
    };
    writeFileSync(join(folder, '.local', 'endpoints', `${pid}.json`), JSON.stringify(content));
  }

  const ended = 'users:scope: The local run has ended: start it with npm start\n';

  test('is not found if its process has ended', async () => {
    pretendRun(spawnSync(process.execPath, ['-e', '']).pid, 3000);
    expect(await failureOf(folder, change)).toMatch(/^users:scope: No local run found: start it [^\n]+\n$/);
  });

  test('is the only running one, and its end is reported', async () => {
    pretendRun(process.pid, 3000);
    expect(await failureOf(folder, change)).toBe(ended);
  });

  test('is selected by its port, if there are several', async () => {
    pretendRun(process.pid, 3000);
    pretendRun(process.ppid, 3001);
    expect(await failureOf(folder, change)).toBe(
      'users:scope: Several local runs are running: choose one with --port N\n',
    );
    expect(await failureOf(folder, [...change, '--port', '3001'])).toBe(ended);
    expect(await failureOf(folder, [...change, '--port', '3002'])).toMatch(/No local run found on port 3002/);
  });
});

test.each<[readonly string[], number, string]>([
  [
    ['--user', 'ada', '--add', 'x', '--remove', 'x'],
    2,
    'The scope "x" is given twice: use either --add or --remove',
  ],
  [
    ['--user', 'ada', '--add', 'two words'],
    2,
    '"two words" is not a valid scope: use 1 to 64 printable ASCII characters other than space, " and \\',
  ],
  [
    ['--user', 'ada', '--add', 'x', '--table', 'the-table', '--log-group', 'the-log', '--reason', 'T-1'],
    1,
    'No AWS region is set: set AWS_REGION to the region of the table',
  ],
])('%j is one line with what to do', async (args, code, line) => {
  const { AWS_REGION: _, AWS_DEFAULT_REGION: _default, AWS_PROFILE: _profile, ...env } = process.env;
  const nowhere = { ...env, AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null' };
  expect(await failureOf(projectRoot, args, nowhere, code)).toBe(`users:scope: ${line}\n`);
});
