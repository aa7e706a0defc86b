/** Starts a local run: all steps from a synthesized assembly to an open port. */
import { existsSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import type { AwsCall, Intercept } from './aws/call';
import { deleteExpired } from './aws/dynamodb/delete-expired';
import { openKeyStore } from './aws/kms/key-store';
import { openMessageStore } from './aws/sqs/message-store';
import { createRunClock, type RunClock } from './clock/run-clock';
import { createProvider } from './custom-resources/create-provider';
import { prepareForDebugging } from './debugging/prepare-for-debugging';
import { releaseWorkers } from './debugging/release-workers';
import { workerCode } from './functions/worker-code';
import type { ListenOptions } from './gateway/http/listener';
import { createMailbox } from './mail/mailbox';
import { createRecentRequests } from './pages/requests/recent-requests';
import { withPages } from './pages/with-pages';
import { type Closer, closeAll } from './run/close-all';
import type { LocalEvent } from './run/event';
import { openPort } from './run/open-port';
import { readServedApp, type ServedApp } from './run/read-served-app';
import { createRecentCalls } from './run/recent-calls';
import { type RunContext, type ServedAssembly, type ServedStage, serveAssembly } from './run/serve-assembly';
import { createStagePorts } from './run/stage-ports';
import { createTurnClock, type TurnClock } from './run/turn-clock';
import { withHostCheck } from './run/with-host-check';
import { clearBuilds } from './state/clear-builds';
import { writeClockFile } from './state/clock-file';
import { openTables, putStateAside } from './state/open-tables';
import { restoreClock } from './state/restore-clock';
import { prepareStateFolder } from './state/state-folder';
import { sweepDeadRuns } from './state/sweep-dead-runs';
import { atExit } from './support/at-exit';
import { removeIfEmpty } from './support/remove-if-empty';
import { makeAssembly } from './synth/make-assembly';
import type { LocalApp } from './template/model';
import { watchRun } from './watch/watch-run';

/** The options of a run. */
export interface LocalRunOptions {
  /** The folder of the CDK project, in which `.local/` is created. @default - the working directory */
  readonly project?: string;
  /** The folder of a synthesized assembly. @default - the project's app is synthesized */
  readonly assembly?: string;
  /** The stage to synthesize. @default 'dev' */
  readonly stage?: string;
  /** The name or artifact id of the stack to serve. @default - the only stack with a REST API */
  readonly stack?: string;
  /** The port; 0 chooses a free port. @default 0 */
  readonly port?: number;
  /** Whether to delete stored tables, keys, messages and the clock first. @default false */
  readonly fresh?: boolean;
  /** Whether to keep tables, keys, messages and the clock in memory only. @default false */
  readonly memory?: boolean;
  /**
   * The time of the clock at start, in epoch milliseconds.
   * @default - the time of this machine, or the clock of the previous run
   */
  readonly clock?: number;
  /** Whether the clock is stopped between turns, for tests. @default false */
  readonly standingClock?: boolean;
  /** Whether to watch the sources, and to build, synthesize and serve their changes. @default false */
  readonly watch?: boolean;
  /**
   * Whether to respond with 429 above the stage's request rates, and to enable the throttles of functions.
   * @default true
   */
  readonly throttle?: boolean;
  /** Whether to serve the run's own pages under `/_local/`. @default true */
  readonly pages?: boolean;
  /** Whether the client's address is the last entry of `X-Forwarded-For`. @default false */
  readonly trustForwardedFor?: boolean;
  /**
   * Allowed host names of requests besides those of the loopback interface, in lower case.
   * @default - none
   */
  readonly allowHosts?: readonly string[];
  /** Whether to prepare functions for a debugger: they are readable and have no timeouts. @default false */
  readonly debugging?: boolean;
  /** Whether to load each function before its first event. @default true */
  readonly warm?: boolean;
  /** A hook between allowed calls and the AWS services, for tests. @default - none */
  readonly intercept?: Intercept;
  /** Whether to keep the latest calls of functions to AWS services, with their input. @default true */
  readonly keepCalls?: boolean;
  /**
   * The maximum number of instances of one function. Each handles one event at a time.
   * @default - 2, and up to 10 while all of them are waiting
   */
  readonly maxInstances?: number;
  /** Receives the events of the run. @default - events are dropped */
  onEvent?(event: LocalEvent): void;
}

/** A running local run. */
export interface LocalRun {
  /** The origin of the first API's first stage, such as `http://localhost:3000`. */
  readonly origin: string;
  readonly app: LocalApp;
  /** Each API in each of its stages. */
  readonly served: readonly ServedStage[];
  readonly clock: RunClock;
  readonly turnClock: TurnClock;
  /**
   * Returns the latest 10,000 calls of functions to AWS services, the oldest first. It is empty if calls are
   * not kept.
   */
  calls(): readonly AwsCall[];
  /** Ends the run and flushes the tables. A second call waits for the first. */
  close(): Promise<void>;
}

/**
 * Starts a run.
 * @throws StartError, AssemblyError when the run cannot start; the message contains the reason
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
    return Object.assign(await start(options, closers, undoing), { close });
  } catch (error) {
    await close();
    await closeAll(undoing);
    throw error;
  }
}

/**
 * @param closers receives the functions that end the run, in order of opening
 * @param undoing receives the functions that remove the traces of a failed start, after everything is closed
 */
async function start(
  options: LocalRunOptions,
  closers: Closer[],
  undoing: Closer[],
): Promise<Omit<LocalRun, 'close'>> {
  const {
    stage = 'dev',
    stack,
    memory = false,
    fresh = false,
    port = 0,
    trustForwardedFor = false,
  } = options;
  const project = resolve(options.project ?? process.cwd());
  const requests = createRecentRequests();
  const mailbox = createMailbox();
  const clock = createRunClock({ stands: options.standingClock });
  const emit = (event: LocalEvent) => {
    if (event.kind === 'function-log') requests.note(event.log);
    options.onEvent?.(event);
  };
  const calls = createRecentCalls();
  // A separate process builds it in the background. Later callers receive its errors.
  workerCode().catch(() => undefined);
  const open = async (wanted: number) => {
    const onRefused: NonNullable<ListenOptions['onRefused']> = (refusal) =>
      emit({ kind: 'refused', refusal });
    const opened = await openPort(wanted, { trustForwardedFor, onRefused, httpDate: clock.httpDate });
    const checked = withHostCheck(opened, { allowHosts: options.allowHosts, onRefused });
    if (options.pages === false) return checked;
    return withPages(checked, {
      project,
      requests,
      mailbox,
      clock,
      turnClock: (seconds) => turnClock(seconds),
      serving: () => serving,
      store: () => store,
      keys: () => keys,
    });
  };
  // First, so that a port in use is reported at once.
  const listener = await open(port);
  closers.push(() => listener.close());
  const ports = createStagePorts(() => open(0));
  closers.push(() => ports.close());
  const state = prepareStateFolder(project, { stage, assembly: options.assembly, stack, memory });
  for (const folder of [state.root, state.endpoints]) undoing.push(() => removeIfEmpty(folder));
  const clockFile = memory ? undefined : state.clock;
  const turnClock = createTurnClock({
    clock,
    file: clockFile,
    onTurned: (from) => {
      serving.announceClock();
      return deleteExpired(store, serving.app.tables, { from, to: clock.now() });
    },
    emit,
  });
  sweepDeadRuns(state);
  const before = fresh && !memory ? await putStateAside(state) : undefined;
  if (before) undoing.push(() => before.restore());
  const isNew = !memory && !existsSync(state.own);
  const store = await openTables(state, { memory });
  closers.push(() => store.close());
  // A start with a mistyped name leaves no state behind. Until the tables are open, the state can belong to
  // another run.
  if (isNew) undoing.push(() => rmSync(state.own, { recursive: true, force: true }));
  if (memory) closers.push(atExit(() => rmSync(state.scratch, { recursive: true, force: true })));
  restoreClock(clock, { file: clockFile, start: options.clock });
  const keys = openKeyStore(memory ? undefined : state.keys);
  const messages = openMessageStore(memory ? undefined : state.messages);
  clearBuilds(state);

  const provide = createProvider({ project, store, keys, messages, clock, emit });
  const debug = async (source: ServedApp): Promise<ServedApp> => {
    if (options.debugging !== true) return source;
    return { ...source, app: await prepareForDebugging(source.app, { project, folder: state.builds }) };
  };
  const read = async (assembly: string, inlineCodeFolder: string) =>
    debug(
      await readServedApp({
        assembly,
        stack,
        keys,
        listener,
        inlineCodeFolder,
        provide,
        openAnother: ports.of,
      }),
    );
  const surroundings: RunContext = {
    project,
    stage,
    store,
    keys,
    messages,
    clock,
    mailbox,
    endpoints: state.endpoints,
    throttle: options.throttle ?? true,
    intercept: options.intercept,
    maxInstances: options.maxInstances,
    debugging: options.debugging,
    onCall: (call) => {
      if (options.keepCalls !== false) calls.note(call);
    },
    emit,
  };
  const builtAt = Date.now();
  const making = { project, stage, logFile: state.synthLog };
  if (options.assembly === undefined) emit({ kind: 'progress', text: `Synthesizing stage ${stage} …` });
  const assembly = options.assembly ?? (await makeAssembly({ ...making, output: state.assembly }));
  let serving = await serveAssembly(await read(assembly, state.inlineCode), surroundings);
  closers.push(() => serving.close());
  for (const { name } of serving.replacedModules) {
    emit({ kind: 'detail', text: `Using the installed ${name} in place of the one built for Lambda` });
  }
  if (clock.aheadSeconds() > 0) {
    if (clockFile !== undefined) writeClockFile(clockFile, clock.aheadSeconds());
    const [now, aheadSeconds] = [clock.now(), clock.aheadSeconds()];
    emit({ kind: 'clock', now, aheadSeconds });
    await deleteExpired(store, serving.app.tables, { from: now - aheadSeconds * 1_000, to: now });
  }
  serving.open();
  // In the background: requests can arrive while the functions load.
  if (options.warm !== false) void serving.functions.warm();
  if (options.watch === true) {
    const follow = {
      project,
      folder: state.builds,
      builtAt,
      emit,
      serving: () => serving,
      ...(options.assembly === undefined && {
        synthesis: {
          first: state.assembly,
          make: (output: string, signal: AbortSignal) => makeAssembly({ ...making, output, signal }),
          read: (made: string) => read(made, `${made}.inline-code`),
          serve: (source: ServedApp) => serveAssembly(source, surroundings),
          replace: (next: ServedAssembly) => {
            serving = next;
          },
          withdrawPorts: () => ports.withdraw(serving.served.map(({ origin }) => origin)),
        },
      }),
    };
    closers.push(watchRun(follow));
  }
  // Released first, because all other steps wait for the functions.
  if (options.debugging === true) closers.push(releaseWorkers);
  before?.forget();
  return {
    origin: listener.origin,
    get app() {
      return serving.app;
    },
    get served() {
      return serving.served;
    },
    clock,
    turnClock,
    calls: calls.list,
  };
}
