/** Starts a local run: everything between a synthesized assembly and an open port. */
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { atExit } from './at-exit';
import type { AwsCall, Intercept } from './aws/call';
import { createCallers } from './aws/callers';
import { openKeyStore } from './aws/kms/key-store';
import { startAws } from './aws/start-aws';
import { writeEndpointFile } from './endpoint-file';
import type { LocalEvent } from './event';
import { createFunctions } from './functions/functions';
import type { RequestHandler } from './gateway/exchange';
import { createGateway } from './gateway/gateway';
import { openPort } from './open-port';
import { openTables } from './open-tables';
import { readServedApp } from './read-served-app';
import { prepareStateFolder, type StateFolder } from './state-folder';
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
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= closeAll(closers);
    return closing;
  };
  try {
    return { ...(await start(options, closers)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function start(options: LocalRunOptions, closers: Closer[]): Promise<Omit<LocalRun, 'close'>> {
  const { stage = 'dev', memory = false, fresh = false, port = 0 } = options;
  const project = resolve(options.project ?? process.cwd());
  const emit = (event: LocalEvent) => options.onEvent?.(event);
  const calls: AwsCall[] = [];

  // first, so that an occupied port is known at once
  const listener = await openPort(port);
  closers.push(() => listener.close());
  const state = prepareStateFolder(project, stage, options.assembly);
  const store = await openTables(state, { memory, fresh });
  closers.push(() => store.close());
  const keys = openKeyStore(memory ? undefined : state.keys);

  const assembly = options.assembly ?? (await makeAssembly({ project, stage, state, memory, emit, closers }));
  const { app, listeners } = await readServedApp({
    assembly,
    keys,
    listener,
    inlineCodeFolder: state.inlineCode,
    onOpen: (another) => closers.push(() => another.close()),
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
  closers.push(writeEndpointFile(state.root, { endpoint: aws.url, ...callers.admin, tables }));
  // in the background: the first request may come while they load
  void functions.warm();
  return { origin: listener.origin, app, served, calls: () => [...calls] };
}

async function closeAll(closers: readonly Closer[]): Promise<void> {
  for (const closer of [...closers].reverse()) await closer();
}

interface Making {
  readonly project: string;
  readonly stage: string;
  readonly state: StateFolder;
  readonly memory: boolean;
  readonly closers: Closer[];
  emit(event: LocalEvent): void;
}

async function makeAssembly({ project, stage, state, memory, closers, emit }: Making): Promise<string> {
  emit({ kind: 'progress', text: `Synthesizing stage ${stage} …` });
  // runs in memory may stand beside each other
  const output = memory ? join(state.root, `cdk.out.${process.pid}`) : state.assembly;
  rmSync(output, { recursive: true, force: true });
  if (memory) closers.push(atExit(() => rmSync(output, { recursive: true, force: true })));
  await synthesize({ project, stage, output });
  return output;
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
