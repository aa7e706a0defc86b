import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { SourceMap } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { copyProject } from '../../support/copy-project';
import { projectRoot } from '../../support/synthesize';
import { attach, createTarget, type Target } from './debugger';

const APP = `
import { App, Stack } from 'aws-cdk-lib';
import { LambdaIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { ServiceFunction } from '../lib/constructs/functions/service-function';

const stack = new Stack(new App(), 'Debugged');
const { function: handler } = new ServiceFunction(stack, 'Function', {
  entry: 'lambda/greeting.ts',
  description: 'Greets',
  environment: {},
  logRetention: RetentionDays.ONE_MONTH,
  retainData: false,
});
new RestApi(stack, 'Api').root.addMethod('GET', new LambdaIntegration(handler));
(stack.node.root as App).synth();
`;

const HANDLER = [
  'interface Query { readonly name?: string }',
  '',
  'export const handler = async ({ queryStringParameters }: { queryStringParameters: Query | null }) => {',
  "  const visitor = queryStringParameters?.name ?? 'stranger';",
  "  const greeting = ['Hello', visitor].join(', ');",
  '  return { statusCode: 200, body: greeting };',
  '};',
];
const BREAKPOINT_LINE = 6;

let project: string;
let child: ChildProcess | undefined;

beforeAll(() => {
  project = copyProject(['lib', 'lambda']);
  mkdirSync(join(project, 'bin'));
  writeFileSync(join(project, 'bin', 'app.ts'), APP);
  writeFileSync(join(project, 'lambda', 'greeting.ts'), HANDLER.join('\n'));
});
afterEach(() => {
  child?.kill('SIGKILL');
});
afterAll(() => rmSync(project, { recursive: true, force: true }));

/** Starts the program in the copied project. */
function start(...args: string[]) {
  const program = join(projectRoot, 'local/bin/latchkey-local.cjs');
  const started = spawn(process.execPath, [program, '--memory', '--port', '0', ...args], { cwd: project });
  child = started;
  let printed = '';
  const find = (pattern: RegExp) =>
    new Promise<string>((resolve) => {
      const look = () => {
        const [, found] = pattern.exec(printed) ?? [];
        if (found !== undefined) resolve(found);
      };
      for (const stream of [started.stdout, started.stderr]) {
        stream.on('data', (chunk) => {
          printed += chunk;
          look();
        });
      }
    });
  return {
    ready: find(/^ready (\S+)$/m),
    debuggerAddress: find(/^Debugger listening on (ws:\S+)$/m),
    ended: once(started, 'close') as Promise<[number | null, string | null]>,
    printed: () => printed,
    process: started,
  };
}

/** Attaches to the workers of a process. The callback receives each worker before it runs code. */
async function followWorkers(main: Target, onWorker: (worker: Target) => Promise<void>): Promise<void> {
  const workers = new Map<unknown, ReturnType<typeof createTarget>>();
  main.events.on('NodeWorker.attachedToWorker', ({ sessionId }) => {
    const worker = createTarget((message) => {
      void main.send('NodeWorker.sendMessageToWorker', { sessionId, message });
    });
    workers.set(sessionId, worker);
    void onWorker(worker).then(() => worker.send('Runtime.runIfWaitingForDebugger'));
  });
  main.events.on('NodeWorker.receivedMessageFromWorker', ({ sessionId, message }) =>
    workers.get(sessionId)?.receive(JSON.parse(message)),
  );
  await main.send('NodeWorker.enable', { waitForDebuggerOnStart: true });
}

/** Returns the position of a source line in a script, by the script's source map. */
function findInScript(url: string, sourceMapURL: string, source: string, line: number) {
  const script = fileURLToPath(url);
  const mapFile = join(script, '..', sourceMapURL);
  const map = new SourceMap(JSON.parse(readFileSync(mapFile, 'utf8')));
  const lines = readFileSync(script, 'utf8').split('\n');
  for (const [lineNumber, text] of lines.entries()) {
    const columnNumber = text.search(/\S/);
    const entry = map.findEntry(lineNumber, Math.max(columnNumber, 0));
    if ('originalSource' in entry && entry.originalLine === line - 1 && columnNumber >= 0) {
      if (resolve(mapFile, '..', entry.originalSource) === source) return { lineNumber, columnNumber };
    }
  }
  return undefined;
}

type Frame = { callFrameId: string; scopeChain: { type: string; object: { objectId: string } }[] };

/** A pause of a worker. */
interface Stop {
  readonly worker: Target;
  readonly frames: readonly Frame[];
}

/** Sets a breakpoint at a line of a source, in every script that contains it. */
async function breakAt(main: Target, source: string, line: number) {
  const events = new EventEmitter();
  const [set, stopped] = ['set', 'stopped'].map((name) => once(events, name));
  await followWorkers(main, async (worker) => {
    worker.events.on('Debugger.scriptParsed', async ({ url, sourceMapURL }) => {
      if (!url.endsWith('/index.js') || !sourceMapURL) return;
      const place = findInScript(url, sourceMapURL, source, line);
      if (place === undefined) return;
      await worker.send('Debugger.setBreakpointByUrl', { url, ...place });
      events.emit('set');
    });
    worker.events.on('Debugger.paused', ({ callFrames }) =>
      events.emit('stopped', { worker, frames: callFrames }),
    );
    await worker.send('Debugger.enable');
  });
  return { set, stopped: stopped as Promise<[Stop]> };
}

async function readLocals(worker: Target, [frame]: readonly Frame[]): Promise<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  for (const { type, object } of frame?.scopeChain ?? []) {
    if (type !== 'local' && type !== 'block') continue;
    const { result } = await worker.send('Runtime.getProperties', { objectId: object.objectId });
    for (const { name, value } of result as { name: string; value?: { value: unknown } }[]) {
      values[name] = value?.value;
    }
  }
  return values;
}

test('a debugger pauses at a line of a source and sees the local variables, and Ctrl-C ends the paused run', async () => {
  const run = start('--inspect=0');
  const address = await run.debuggerAddress;
  expect(new URL(address).hostname).toBe('127.0.0.1');
  const main = await attach(address);
  const { set, stopped } = await breakAt(main, join(project, 'lambda', 'greeting.ts'), BREAKPOINT_LINE);
  const origin = await run.ready;
  // A function is loaded before its first request, and the breakpoint is set then.
  await set;

  const answer = fetch(`${origin}/?name=Ada`);
  const [{ worker, frames }] = await stopped;
  expect(await readLocals(worker, frames)).toMatchObject({ visitor: 'Ada', greeting: 'Hello, Ada' });
  const again = once(worker.events, 'Debugger.paused');
  await worker.send('Debugger.resume');
  expect(await (await answer).text()).toBe('Hello, Ada');

  // As editors do. Node waits for them before it exits.
  await main.send('NodeRuntime.notifyWhenWaitingForDisconnect', { enabled: true });
  main.events.on('NodeRuntime.waitingForDisconnect', () => main.close());
  fetch(origin).catch(() => {});
  await again;
  run.process.kill('SIGINT');
  expect(await run.ended).toEqual([0, null]);
});

test('a port in use is reported in one line', async () => {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const run = start(`--inspect=${port}`);
  expect(await run.ended).toEqual([1, null]);
  expect(run.printed()).toContain(`Port ${port} is taken: choose another with --inspect=PORT.`);
  server.close();
});
