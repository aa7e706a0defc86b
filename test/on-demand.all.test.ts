/** A function with files that it loads on demand: built by the stack, served by the local run, and reloaded when they change. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { LocalEvent } from '../local/run/event';
import { type LocalRun, startLocalRun } from '../local/start-local-run';
import { copyProject } from './support/copy-project';

const APP = `
/** A stack with one function. */
import { App, Stack } from 'aws-cdk-lib';
import { LambdaIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { ServiceFunction } from '../lib/constructs/functions/service-function';

const stack = new Stack(new App(), 'Demand');
const { function: handler } = new ServiceFunction(stack, 'Function', {
  entry: 'lambda/demand/handler.ts',
  onDemand: { later: 'lambda/demand/later.ts' },
  files: { 'beside.json': '"put there by the app"' },
  description: 'Loads a part of itself late',
  environment: {},
  logRetention: RetentionDays.ONE_MONTH,
  retainData: false,
});
new RestApi(stack, 'Api').root.addMethod('GET', new LambdaIntegration(handler));
(stack.node.root as App).synth();
`;

const HANDLER = `
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type * as Later from './later';
import { shared } from './shared';

const loadLater = (): typeof Later => require(join(__dirname, 'later.js'));

export const handler = async ({ queryStringParameters: query }: { queryStringParameters?: { later?: string } }) => {
  const later = query?.later ? loadLater().answer() : 'not asked for';
  const beside = JSON.parse(readFileSync(join(__dirname, 'beside.json'), 'utf8'));
  const { loads = 0 } = globalThis as { loads?: number };
  return { statusCode: 200, body: JSON.stringify({ loads, later, shared, beside }) };
};
`;

const later = (text: string) => `
import { shared } from './shared';
const global = globalThis as { loads?: number };
global.loads = (global.loads ?? 0) + 1;
export const answer = () => ${JSON.stringify(text)} + shared;
`;

let project: string;
let run: LocalRun;
let onEvent: (event: LocalEvent) => unknown = () => undefined;

const write = (file: string, text: string) => writeFileSync(join(project, 'lambda', 'demand', file), text);

beforeAll(async () => {
  project = copyProject(['lib', 'lambda']);
  mkdirSync(join(project, 'lambda', 'demand'));
  mkdirSync(join(project, 'bin'));
  writeFileSync(join(project, 'bin', 'app.ts'), APP);
  write('handler.ts', HANDLER);
  write('later.ts', later('first'));
  write('shared.ts', "export const shared = '!';");
  run = await startLocalRun({ project, watch: true, memory: true, onEvent: (event) => onEvent(event) });
});

afterAll(async () => {
  await run?.close();
  rmSync(project, { recursive: true, force: true });
});

async function get(query = ''): Promise<unknown> {
  return (await fetch(`${run.origin}/${query}`)).json();
}

async function untilReloaded(change: () => void): Promise<void> {
  const reloaded = new Promise<void>((resolve) => {
    onEvent = ({ kind }) => kind === 'reloaded' && resolve();
  });
  change();
  // no limit here, because Jest's timeout ends a test that waits too long
  await reloaded;
}

test("the asset contains the bundle, the file, and the app's further files, built as the metadata describes", async () => {
  const [definition] = run.app.functions;
  const folder = definition?.codePath ?? '';
  expect(readdirSync(folder).sort()).toEqual([
    'beside.json',
    'index.js',
    'index.js.map',
    'later.js',
    'later.js.map',
  ]);
  const { outputFiles } = await build({
    ...definition?.esbuild,
    absWorkingDir: project,
    outdir: join(project, 'unwritten'),
    write: false,
  });
  for (const name of ['index.js', 'later.js']) {
    const built = outputFiles.find(({ path }) => path.endsWith(`/${name}`));
    expect(built?.text).toBe(readFileSync(join(folder, name), 'utf8'));
  }
});

test('the file is loaded by the first request that needs it, once', async () => {
  const beside = 'put there by the app';
  expect(await get()).toEqual({ loads: 0, later: 'not asked for', shared: '!', beside });
  expect(await get('?later=1')).toEqual({ loads: 1, later: 'first!', shared: '!', beside });
  expect(await get('?later=1')).toEqual({ loads: 1, later: 'first!', shared: '!', beside });
});

test('a change of the file, or of a source that both import, is served', async () => {
  await untilReloaded(() => write('later.ts', later('second')));
  expect(await get()).toMatchObject({ loads: 0, later: 'not asked for' });
  expect(await get('?later=1')).toMatchObject({ loads: 1, later: 'second!' });
  await untilReloaded(() => write('shared.ts', "export const shared = '?';"));
  expect(await get('?later=1')).toMatchObject({ later: 'second?', shared: '?' });
});

test("changes of the app's further files are served", async () => {
  const changed = APP.replace('put there by the app', 'put there anew');
  await untilReloaded(() => writeFileSync(join(project, 'bin', 'app.ts'), changed));
  expect(await get('?later=1')).toMatchObject({ later: 'second?', beside: 'put there anew' });
});
