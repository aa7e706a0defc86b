/** Follows CONTRIBUTING.md in a copy of the project: its steps add a protected route that works. */
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createAccount } from './support/accounts';
import { expectProblem } from './support/expect-problem';
import { send } from './support/http-client';
import { type LocalServer, startLocalServer } from './support/local-server';
import { projectRoot, synthesize } from './support/synthesize';
import { applyStep, readSteps } from './support/walkthrough';

const run = promisify(execFile);
const steps = readSteps(readFileSync(join(projectRoot, 'CONTRIBUTING.md'), 'utf8'));

let project: string;
let server: LocalServer | undefined;

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'latchkey-walkthrough-'));
  const copied = [
    'bin',
    'lib',
    'lambda',
    'local',
    'cdk.json',
    'package.json',
    'package-lock.json',
    'tsconfig.json',
  ];
  for (const name of copied) cpSync(join(projectRoot, name), join(project, name), { recursive: true });
  symlinkSync(join(projectRoot, 'node_modules'), join(project, 'node_modules'), 'dir');
});

afterAll(async () => {
  await server?.stop();
  rmSync(project, { recursive: true, force: true });
});

/** What the type checker says; empty when it has nothing to say. */
async function checkTypes(): Promise<string> {
  try {
    await run(process.execPath, [join(projectRoot, 'node_modules', 'typescript', 'bin', 'tsc'), '--noEmit'], {
      cwd: project,
    });
    return '';
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}

test('the steps are one line in the table, one new file, and one line in a handler beside its import', () => {
  const added = ({ text }: { text: string }) => text.match(/^\+/gm)?.length;
  expect(steps.map((step) => [step.language, step.file, added(step)])).toEqual([
    ['diff', 'lambda/routes.ts', 1],
    ['ts', 'lambda/foo/get-bar.ts', undefined],
    ['diff', 'lambda/foo/handler.ts', 1],
    ['diff', 'lambda/foo/handler.ts', 1],
  ]);
});

test('after the line in the table alone, the type checker names the handler', async () => {
  const [first] = steps;
  if (first === undefined) throw new Error('CONTRIBUTING.md shows no step');
  applyStep(project, first);
  expect(await checkTypes()).toMatch(/lambda\/foo\/handler\.ts.*GET \/bar/s);
}, 60_000);

test('after all steps the types hold, and the route answers with a token and only with one', async () => {
  for (const step of steps.slice(1)) applyStep(project, step);
  const assembly = join(project, 'cdk.out');
  const [types] = await Promise.all([checkTypes(), synthesize({ project, output: assembly })]);
  expect(types).toBe('');

  server = await startLocalServer({ project, assembly });
  const account = await createAccount(server.origin);
  const answer = await account.send({ path: '/bar' });
  expect({ status: answer.status, body: answer.json }).toEqual({
    status: 200,
    body: { greeting: `Hello, ${account.username}` },
  });
  expectProblem(await send(server.origin, { path: '/bar' }), { status: 401, code: 'UNAUTHORIZED' });
}, 120_000);
