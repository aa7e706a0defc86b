/** Starts a local run: everything between a synthesized assembly and an open port. */
import { existsSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { atExit } from './at-exit';
import type { AwsCall, Intercept } from './aws/call';
import { createCallers } from './aws/callers';
import { openKeyStore } from './aws/kms/key-store';
import { startAws } from './aws/start-aws';
import { closeTree } from './close-tree';
import { writeEndpointFile } from './endpoint-file';
import type { LocalEvent } from './event';
import { createFunctions } from './functions/functions';
import type { RequestHandler } from './gateway/exchange';
import { createGateway } from './gateway/gateway';
import { openPort } from './open-port';
import { openTables, putStateAside } from './open-tables';
import { readServedApp } from './read-served-app';
import { removeIfEmpty } from './remove-if-empty';
import { prepareStateFolder, type StateFolder } from './state-folder';
import { sweepDeadRuns } from './sweep-dead-runs';
import { synthesize } from './synthesize';
import type { LocalApp, RestApi } from './template/model';

/** What to run, and how. */
export interface LocalRunOptions {
  /** The folder of the CDK project; `.local/` is made in it. @default - the working directory */
  readonly project?: string;
  /** A synthesized assembly. @default - the project's app is synthesized */
  readonly assembly?: string;
  /** The stage to synthesize. @default 'dev' */
  readonly stage?: string;
  /** The stack to serve, by name or artifact id. @default - the only one that holds a REST API */
  readonly stack?: string;
  /** 0 takes any free port. @default 0 */
  readonly port?: number;
  /** Forget stored tables and keys first. @default false */
  readonly fresh?: boolean;
  /** Keep tables and keys in memory only. @default false */
  readonly memory?: boolean;
  /** Stands between allowed calls and the AWS services, for tests. @default - nothing does */
  readonly intercept?: Intercept;
  /** @default - nobody listens */
  onEvent?(event: LocalEvent): void;
}

/** A local run that serves. */
export interface LocalRun {
  /** Of the first API, such as `http://127.0.0.1:3000`. */
  readonly origin: string;
  readonly app: LocalApp;
  /** Each API and where it is served. */
  readonly served: readonly { readonly api: RestApi; readonly origin: string }[];
  /** The latest 10,000 calls of functions to AWS services, the oldest first. */
  calls(): readonly AwsCall[];
  /** Ends everything and flushes the tables. A second call waits for the first. */
  close(): Promise<void>;
}

const MAX_CALLS = 10_000;

type Closer = () => Promise<void> | void;

/**
 * Starts a run.
 * @throws StartError, AssemblyError: for reasons that the message explains
 */
export async function startLocalRun(options: LocalRunOptions = {}): Promise<LocalRun> {
  const closers: Closer[] = [];
  const undoing: Closer[] = [];
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= closeAll(closers);
    return closing;
  };
  try {
    return { ...(await start(options, closers, undoing)), close };
  } catch (error) {
    await close();
    await closeAll(undoing);
    throw error;
  }
}

/**
 * @param closers gets what ends the run, in the order of its beginning
 * @param undoing gets what removes the traces of a start that fails, once all is closed
 */
async function start(
  options: LocalRunOptions,
  closers: Closer[],
  undoing: Closer[],
): Promise<Omit<LocalRun, 'close'>> {
  const { stage = 'dev', stack, memory = false, fresh = false, port = 0 } = options;
  const project = resolve(options.project ?? process.cwd());
  const emit = (event: LocalEvent) => options.onEvent?.(event);
  const calls: AwsCall[] = [];

  const open = async (wanted: number) => {
    const opened = await openPort(wanted, (refusal) => emit({ kind: 'refused', refusal }));
    closers.push(() => opened.close());
    return opened;
  };
  // first, so that an occupied port is known at once
  const listener = await open(port);
  const state = prepareStateFolder(project, { stage, assembly: options.assembly, stack, memory });
  for (const folder of [state.root, state.endpoints]) undoing.push(() => removeIfEmpty(folder));
  sweepDeadRuns(state);
  const before = fresh && !memory ? await putStateAside(state) : undefined;
  if (before) undoing.push(() => before.restore());
  const isNew = !memory && !existsSync(state.own);
  const store = await openTables(state, { memory });
  closers.push(() => store.close());
  // a mistyped name leaves no state behind; before the tables were opened it might have been another run's
  if (isNew) undoing.push(() => rmSync(state.own, { recursive: true, force: true }));
  if (memory) closers.push(atExit(() => rmSync(state.scratch, { recursive: true, force: true })));
  const keys = openKeyStore(memory ? undefined : state.keys);

  const assembly = options.assembly ?? (await makeAssembly({ project, stage, state, emit }));
  const { app, listeners } = await readServedApp({
    assembly,
    stack,
    keys,
    listener,
    inlineCodeFolder: state.inlineCode,
    openAnother: () => open(0),
  });
  const callers = createCallers(app.functions);
  const aws = await startAws({
    app,
    store,
    keys,
    callers,
    onCall: (call) => {
      calls.push(call);
      if (calls.length > MAX_CALLS) calls.shift();
      emit({ kind: 'aws-call', call });
    },
    onFault: (error) => emit({ kind: 'warning', text: `The local AWS endpoint failed: ${error}` }),
    ...(options.intercept && { intercept: options.intercept }),
  });
  closers.push(() => aws.close());
  const functions = await createFunctions({
    definitions: app.functions,
    region: app.region,
    endpoint: aws.url,
    credentialsOf: callers.credentialsOf,
    project,
    authorizers: new Set(app.apis.flatMap((api) => api.authorizers.map(({ functionArn }) => functionArn))),
    onLog: (log) => emit({ kind: 'function-log', log }),
  });
  closers.push(() => functions.close());
  for (const { name } of functions.replacedModules) {
    emit({ kind: 'progress', text: `Using the installed ${name} in place of the one built for Lambda` });
  }
  const served = app.apis.map((api, index) => {
    const gateway = createGateway(api, { ...app, invoke: functions.invoke });
    const its = listeners[index] ?? listener;
    its.serve(observe(gateway, emit));
    return { api, origin: its.origin };
  });
  const tables = Object.fromEntries(app.tables.map(({ logicalId, name }) => [logicalId, name]));
  const origins = served.map(({ origin }) => origin);
  const about = { pid: process.pid, stage: app.apis[0]?.stage.name ?? stage, origins };
  closers.push(writeEndpointFile(state.endpoints, { ...about, endpoint: aws.url, ...callers.admin, tables }));
  // in the background: the first request may come while they load
  void functions.warm();
  before?.forget();
  return { origin: listener.origin, app, served, calls: () => [...calls] };
}

async function closeAll(closers: readonly Closer[]): Promise<void> {
  for (const closer of [...closers].reverse()) await closer();
}

interface Making {
  readonly project: string;
  readonly stage: string;
  readonly state: StateFolder;
  emit(event: LocalEvent): void;
}

async function makeAssembly({ project, stage, state, emit }: Making): Promise<string> {
  emit({ kind: 'progress', text: `Synthesizing stage ${stage} …` });
  rmSync(state.assembly, { recursive: true, force: true });
  await synthesize({ project, stage, output: state.assembly, logFile: state.synthLog });
  // the CDK gives its assets' folders modes of its own
  closeTree(state.assembly);
  return state.assembly;
}

function observe(gateway: RequestHandler, emit: (event: LocalEvent) => void): RequestHandler {
  return {
    handle: async (request) => {
      const reply = await gateway.handle(request);
      emit({ kind: 'request', account: reply.account });
      return reply;
    },
  };
}
