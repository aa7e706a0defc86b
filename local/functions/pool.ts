/** The instances of one function: starts them, distributes the events, and ends failed instances. */
import { randomUUID } from 'node:crypto';
import { type Instance, type InstanceOptions, startInstance } from './instance';
import type { InvokeResult } from './invoke';
import type { InvokeMessage, WorkerMessage } from './protocol';
import type { ThrownError } from './thrown-error';

/** The pool of a function. */
export interface Pool {
  /** @param onRequestId receives the request id of the invocation, before the first log line with it */
  invoke(event: unknown, onRequestId?: (requestId: string) => void): Promise<InvokeResult>;
  /** Starts an instance if there is none. Resolves with whether it has loaded. */
  warm(): Promise<boolean>;
  /** Closes the pool after all its events are answered. No events may follow. */
  retire(): Promise<void>;
  close(): Promise<void>;
}

/** The options of a pool. */
export interface PoolOptions {
  readonly instance: InstanceOptions;
  readonly timeoutMs: number;
  /** The timeout for loading the module, in milliseconds. Lambda's is 10 s. */
  readonly initTimeoutMs: number;
  /** The number of instances that are started as soon as there is work for them. */
  readonly eagerInstances: number;
  /** The maximum number of instances. More than the eager ones are started only behind slow calls. */
  readonly maxInstances: number;
  onOutput(text: string, requestId: string | undefined): void;
  /** @param failure the thrown error, or one line about the event */
  onFailure(failure: ThrownError | string, requestId: string | undefined): void;
  /** Whether a thrown error is an expected result and not a failure. */
  isRefusal(cause: ThrownError): boolean;
}

interface Job extends InvokeMessage {
  settle(result: InvokeResult): void;
}

interface Member {
  readonly instance: Instance;
  /** Whether it has loaded its module. */
  ready: boolean;
  /** The running job. */
  job: Job | undefined;
  timer: NodeJS.Timeout | undefined;
  /** The start of its running job, by `performance.now`. */
  since: number;
  settleStart(loaded: boolean): void;
  readonly started: Promise<boolean>;
}

const TIMED_OUT: InvokeResult = { kind: 'timed-out' };

/** A job that has run for this time is waiting, so another instance does not compete for its core. */
const SLOW_MS = 250;

/** How long closing waits for instances to end, in milliseconds. */
const CLOSE_MS = 3_000;

/** Creates a pool without instances. */
export function createPool(options: PoolOptions): Pool {
  const members = new Set<Member>();
  const ending = new Set<Promise<void>>();
  const waiting: Job[] = [];
  let unsettled = 0;
  let onIdle = () => {};
  let closed = false;
  let nextLook: NodeJS.Timeout | undefined;

  function start(): Member {
    let settleStart: Member['settleStart'] = () => {};
    const started = new Promise<boolean>((resolve) => {
      settleStart = resolve;
    });
    const instance = startInstance(options.instance, {
      onMessage: (message) => receive(member, message),
      onEnd: (cause) => fail(member, cause),
    });
    const member: Member = {
      instance,
      ready: false,
      job: undefined,
      timer: undefined,
      since: 0,
      settleStart,
      started,
    };
    members.add(member);
    member.timer = setTimeout(() => {
      end(member, TIMED_OUT, `did not load within ${options.initTimeoutMs} ms`);
    }, options.initTimeoutMs);
    return member;
  }

  function receive(member: Member, message: WorkerMessage): void {
    if (message.kind === 'output') {
      options.onOutput(message.text, message.requestId);
    } else if (!members.has(member)) {
      // This report was sent before the instance was given up.
    } else if (message.kind === 'ready') {
      clearTimeout(member.timer);
      member.ready = true;
      member.settleStart(true);
      pump();
    } else if (message.kind === 'load-failed' || message.kind === 'crashed') {
      fail(member, message.error);
    } else if (message.kind === 'caught') {
      options.onFailure(message.error, message.requestId);
    } else {
      const { job } = member;
      member.job = undefined;
      clearTimeout(member.timer);
      if (message.result.kind === 'failed' && !options.isRefusal(message.result)) {
        options.onFailure(message.error ?? message.result, job?.requestId);
      }
      job?.settle(message.result);
      pump();
    }
  }

  function run(member: Member, job: Job): void {
    member.job = job;
    member.instance.post({ requestId: job.requestId, event: job.event });
    member.since = performance.now();
    member.timer = setTimeout(() => {
      // If this thread was late, the response can be in the queue behind this timer.
      setImmediate(() => {
        if (member.job === job) end(member, TIMED_OUT, `timed out after ${options.timeoutMs} ms`);
      });
    }, options.timeoutMs);
  }

  function fail(member: Member, error: ThrownError): void {
    const { errorType, errorMessage } = error;
    end(member, { kind: 'failed', errorType, errorMessage }, error);
  }

  /** Gives up an instance. Its job gets the result. */
  function end(member: Member, result: InvokeResult, reason: ThrownError | string): void {
    if (!members.delete(member)) return;
    clearTimeout(member.timer);
    const termination = member.instance.terminate().finally(() => ending.delete(termination));
    ending.add(termination);
    member.settleStart(false);
    if (closed) return;
    options.onFailure(reason, member.job?.requestId);
    member.job?.settle(result);
    if (!member.ready && ![...members].some(({ ready }) => ready)) {
      // The next start would fail in the same way, so all waiting jobs fail now.
      for (const job of waiting.splice(0)) job.settle(result);
    }
    pump();
  }

  function pump(): void {
    for (const member of members) {
      const job = member.ready && member.job === undefined ? waiting.shift() : undefined;
      if (job !== undefined) run(member, job);
    }
    startMore();
    lookAgain();
  }

  /** Starts instances for waiting jobs. More than the eager ones are started only if all of them are slow. */
  function startMore(): void {
    const ready = [...members].filter((member) => member.ready);
    const areSlow = ready.length > 0 && ready.every(({ since }) => performance.now() - since >= SLOW_MS);
    const limit = areSlow ? options.maxInstances : options.eagerInstances;
    const starting = members.size - ready.length;
    const missing = Math.min(limit - members.size, waiting.length - starting);
    for (let started = 0; started < missing; started += 1) start();
  }

  /** Slowness causes no event, so a timer checks for it. */
  function lookAgain(): void {
    if (nextLook !== undefined || closed || waiting.length === 0) return;
    nextLook = setTimeout(() => {
      nextLook = undefined;
      pump();
    }, SLOW_MS);
  }

  async function close(): Promise<void> {
    closed = true;
    clearTimeout(nextLook);
    const all = [...members];
    const open = [...all.flatMap(({ job }) => job ?? []), ...waiting.splice(0)];
    for (const member of all) end(member, TIMED_OUT, 'closed');
    for (const job of open) job.settle({ kind: 'failed', ...CLOSED });
    // An instance in an endless loop with native calls may never end. It must not prevent the tables from
    // being stored.
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise((resolve) => {
      timer = setTimeout(resolve, CLOSE_MS);
    });
    await Promise.race([Promise.all(ending), late]);
    clearTimeout(timer);
  }

  return {
    invoke: (event, onRequestId) =>
      new Promise((resolve) => {
        if (closed) return resolve({ kind: 'failed', ...CLOSED });
        const requestId = randomUUID();
        onRequestId?.(requestId);
        unsettled += 1;
        const settle = (result: InvokeResult) => {
          unsettled -= 1;
          resolve(result);
          if (unsettled === 0) onIdle();
        };
        waiting.push({ requestId, event: JSON.stringify(event) ?? 'null', settle });
        pump();
      }),
    warm: () => ([...members][0] ?? start()).started,
    retire: async () => {
      await new Promise<void>((resolve) => {
        onIdle = resolve;
        if (unsettled === 0) resolve();
      });
      await close();
    },
    close,
  };
}

const CLOSED: ThrownError = { errorType: 'Runtime.ExitError', errorMessage: 'The local run is stopping.' };
