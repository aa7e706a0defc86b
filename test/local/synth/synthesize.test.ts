import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StartError } from '../../../local/support/start-error';
import { synthesize } from '../../../local/synth/synthesize';
import { waitUntil } from '../../support/wait-until';

let project: string;
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'synth-test-'));
});
afterEach(() => rmSync(project, { recursive: true, force: true }));

function writeApp(source: string, context: object = {}): void {
  writeFileSync(join(project, 'app.js'), source);
  writeFileSync(join(project, 'cdk.json'), JSON.stringify({ app: 'node app.js', context }));
}

const run = () =>
  synthesize({ project, stage: 'dev', output: join(project, 'out'), logFile: join(project, 'synth.log') });

test('passes the app the context of the CDK’s command line, and the stage', async () => {
  writeApp('require("node:fs").writeFileSync("seen.json", JSON.stringify(process.env))', { flag: true });
  writeFileSync(join(project, 'cdk.context.json'), '{"lookup":"known","flag":false}');
  await run();
  const seen = JSON.parse(readFileSync(join(project, 'seen.json'), 'utf8'));
  expect(seen.CDK_OUTDIR).toBe(join(project, 'out'));
  expect(JSON.parse(seen.CDK_CONTEXT_JSON)).toEqual({ lookup: 'known', flag: true, stage: 'dev' });
});

test.each([
  ['ends with', 'console.error("warning"); console.error("No such stage: dev"); process.exit(1)'],
  ['throws', 'throw new Error("No such stage: dev")'],
])('an app that %s fails with its own message', async (_, source) => {
  writeApp(source);
  await expect(run()).rejects.toThrow(
    new StartError('Synthesizing stage dev failed: No such stage: dev (details: synth.log)'),
  );
  const log = join(project, 'synth.log');
  expect(readFileSync(log, 'utf8')).toContain('No such stage: dev');
  expect(statSync(log).mode & 0o777).toBe(0o600);
});

test('a folder that is not a CDK project is reported', async () => {
  await expect(run()).rejects.toThrow(/^There is no cdk\.json with an "app" in .+ or pass --assembly DIR\.$/);
});

test('a cdk.json that cannot be parsed is reported', async () => {
  writeFileSync(join(project, 'cdk.json'), '{');
  await expect(run()).rejects.toThrow(/cdk\.json cannot be read/);
});

test('an aborted app is ended, with the processes that its shell started', async () => {
  writeApp(
    'require("node:fs").writeFileSync("pid", String(process.pid)); require("node:net").createServer().listen(0, "127.0.0.1")',
  );
  const ending = new AbortController();
  const options = {
    project,
    stage: 'dev',
    output: join(project, 'out'),
    logFile: join(project, 'synth.log'),
  };
  const running = synthesize({ ...options, signal: ending.signal });
  const pidFile = join(project, 'pid');
  await waitUntil(() => existsSync(pidFile) && readFileSync(pidFile, 'utf8') !== '');
  ending.abort();
  // It settles when the last process that could write to it has ended.
  await expect(running).rejects.toThrow('aborted');
  expect(existsSync(options.logFile)).toBe(false);
});
