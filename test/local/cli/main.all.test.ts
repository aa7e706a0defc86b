import { type ChildProcess, spawn } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesizeFixture } from '../synthesize-fixture';

const root = join(__dirname, '../../..');
let folder: string;
let assembly: string;
const children: ChildProcess[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'main-test-'));
  assembly = synthesizeFixture(folder);
});
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const run = (...args: string[]) => runIn(folder, args);

function runIn(cwd: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env) {
  const child = spawn(process.execPath, [join(root, 'local/bin/latchkey-local.cjs'), ...args], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  const printed = { stdout: '', stderr: '' };
  const ready = new Promise<string>((resolve) => {
    child.stdout.on('data', (chunk) => {
      printed.stdout += chunk;
      const [, origin] = /^ready (\S+)$/m.exec(printed.stdout) ?? [];
      if (origin !== undefined) resolve(origin);
    });
  });
  child.stderr.on('data', (chunk) => {
    printed.stderr += chunk;
  });
  const code = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, printed, ready, code };
}

test.each(['SIGINT', 'SIGTERM'] as const)('serves until %s, and ends with 0', async (signal) => {
  const { child, printed, ready, code } = run('--assembly', assembly, '--port', '0', '--memory');
  const origin = await ready;
  expect((await fetch(`${origin}/counter`)).status).toBe(200);
  expect((await fetch(`${origin}/denied`)).status).toBe(502);
  child.kill(signal);
  expect(await code).toBe(0);
  expect(printed.stderr).toBe('');
  expect(printed.stdout.match(/^ready /gm)).toHaveLength(1);
  expect(printed.stdout).toContain(
    `\ndocs  ${origin}/_local/docs\npages ${origin}/_local/\nready ${origin}\n`,
  );
  expect(printed.stdout).toMatch(/^ {2}GET {3}\/counter {2}anyone$/m);
  expect(printed.stdout).toMatch(/^ {2}curl -s http:\/\/localhost:\d+\/counter$/m);
  expect(printed.stdout).toMatch(/^ {2}Granted [0-9a-f-]{36} served GET$/m);
  expect(printed.stdout).toMatch(/^GET \/counter 200 \d+ ms$/m);
  expect(printed.stdout).toMatch(
    /^ {2}denied: Forgotten may not dynamodb:GetItem on arn:\S+ because no identity-based policy/m,
  );
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colors are for terminals
  expect(printed.stdout).not.toMatch(/\u001b/);
});

test('an app is synthesized in the time zone of this machine', async () => {
  const project = join(folder, 'zoned');
  mkdirSync(project);
  const source = 'console.error("It is " + new Date(0).getTimezoneOffset()); process.exit(1)';
  writeFileSync(join(project, 'app.js'), source);
  writeFileSync(join(project, 'cdk.json'), '{"app":"node app.js"}');
  const env = { ...process.env, TZ: 'America/New_York' };
  const { printed, code } = runIn(project, ['--port', '0', '--memory'], env);
  expect(await code).toBe(1);
  expect(printed.stderr).toContain('It is 300');
});

test.each([
  [['--port', '-1'], 2, /^[^.]+\. See --help\.\n$/],
  [['--port', 'x'], 2, /^--port takes a number.*\n$/],
  [['--assembly', 'nowhere', '--port', '0', '--memory'], 1, /^.*nowhere.*\n$/],
  [['--port', '0', '--memory'], 1, /^There is no cdk\.json with an "app" in .*\n$/],
])('%j ends with %i and one line', async (args, expected, line) => {
  const { printed, code } = run(...args);
  expect(await code).toBe(expected);
  expect(printed.stderr).toMatch(line);
  expect(printed.stdout).not.toMatch(/^ready/m);
});

test.each([
  ['esbuild', []],
  ['velocityjs', ['esbuild', '@esbuild']],
])('a missing package, such as %s, ends the start with one line', async (name, installed) => {
  const project = join(folder, `without-${name}`);
  mkdirSync(join(project, 'node_modules'), { recursive: true });
  cpSync(join(root, 'local'), join(project, 'local'), {
    recursive: true,
    filter: (path) => !/node_modules/.test(path),
  });
  for (const item of installed)
    symlinkSync(join(root, 'node_modules', item), join(project, 'node_modules', item));
  const child = spawn(process.execPath, [join(project, 'local/bin/latchkey-local.cjs'), '--memory'], {
    cwd: project,
  });
  children.push(child);
  let printed = '';
  child.stderr.on('data', (chunk) => {
    printed += chunk;
  });
  expect(await new Promise((resolve) => child.once('close', resolve))).toBe(1);
  expect(printed).toMatch(/^The package "[^"]+" is not installed\. Run npm ci and start again\.\n$/);
});

test('explains on demand why a request passes and what a denied call lacks', async () => {
  const { child, printed, ready, code } = run('--assembly', assembly, '--port', '0', '--memory', '--explain');
  const origin = await ready;
  await fetch(`${origin}/denied`);
  child.kill('SIGTERM');
  await code;
  expect(printed.stdout).toMatch(/^ {4}in the stack: Counters\.grant\(Forgotten, 'dynamodb:GetItem'\)$/m);
  expect(printed.stdout).toMatch(
    /^GET \/denied 502 .*\n {4}GET \/denied has no authorizer: the request reached its function$/m,
  );
});

test('ends quietly when its output is closed', async () => {
  const { child, printed, ready, code } = run('--assembly', assembly, '--port', '0', '--memory');
  const origin = await ready;
  child.stdout.destroy();
  await fetch(`${origin}/counter`).catch(() => {});
  await fetch(`${origin}/counter`).catch(() => {});
  expect(await code).toBe(0);
  expect(printed.stderr).toBe('');
});

test('only the owner can read its state', async () => {
  const { child, ready, code } = run('--assembly', assembly, '--port', '0', '--fresh');
  await fetch(`${await ready}/counter`);
  const open = readdirSync(join(folder, '.local'), { recursive: true, encoding: 'utf8' }).filter(
    (name) => (statSync(join(folder, '.local', name)).mode & 0o077) !== 0,
  );
  child.kill('SIGTERM');
  await code;
  expect(open).toEqual([]);
});

test('ends when the shell of the package manager has ended', async () => {
  const program = [process.execPath, join(root, 'local/bin/latchkey-local.cjs')];
  const options = ['--assembly', assembly, '--port', '0', '--memory'];
  // Because of the second command, the shell does not replace itself with the first one.
  const shell = spawn('sh', ['-c', '"$@"; true', 'sh', ...program, ...options], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, npm_lifecycle_event: 'start' },
  });
  children.push(shell);
  let printed = '';
  const origin = await new Promise<string>((resolve) => {
    shell.stdout.on('data', (chunk) => {
      printed += chunk;
      const [, ready] = /^ready (\S+)$/m.exec(printed) ?? [];
      if (ready !== undefined) resolve(ready);
    });
  });
  expect((await fetch(`${origin}/counter`)).status).toBe(200);
  shell.kill('SIGKILL');
  // The pipe closes when the last process that has it open ends.
  await new Promise((resolve) => shell.stdout.once('close', resolve));
  await expect(fetch(`${origin}/counter`)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
});
