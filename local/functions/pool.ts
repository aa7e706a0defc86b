/** The instances of one function: starts them, hands them their events, ends those that misbehave. */
import { randomUUID } from 'node:crypto';
import { type Instance, type InstanceOptions, startInstance } from './instance';
import type { InvokeResult } from './invoke';
import type { InvokeMessage, WorkerMessage } from './protocol';
import type { ThrownError } from './thrown-error';

/** A function's pool. */
export interface Pool {
  /** @param onRequestId is told the invocation's request id, before anything is logged under it */
  invoke(event: unknown, onRequestId?: (requestId: string) => void): Promise<InvokeResult>;
  /** Starts an instance if there is none. Resolves once it has loaded or failed to, and says whether it has. */
  warm(): Promise<boolean>;
  /** Closes once every event that it was given has its answer; no more may come. */
  retire(): Promise<void>;
  close(): Promise<void>;
}

/** How a pool is run. */
export interface PoolOptions {
  readonly instance: InstanceOptions;
  readonly timeoutMs: number;
  /** How long loading the module may take; Lambda gives 10 s. */
  readonly initTimeoutMs: number;
  /** Instances that are started as soon as there is work for them. */
  readonly eagerInstances: number;
  /** Instances there may be: those beyond the eager ones are started for calls that wait behind slow ones. */
  readonly maxInstances: number;
  onOutput(text: string, requestId: string | undefined): void;
  /** @param failure what was thrown, or one line about what happened */
  onFailure(failure: ThrownError | string, requestId: string | undefined): void;
  /** Whether what an invocation threw is an answer of its own kind, and no failure. */
  isRefusal(cause: ThrownError): boolean;
}

interface Job extends Omit<InvokeMessage, 'kind'> {
  settle(result: InvokeResult): void;
}

interface Member {
  readonly instance: Instance;
  /** Whether it has loaded its module. */
  ready: boolean;
  /** The first one runs, the others wait in the worker. */
  jobs: Job[];
  timer: NodeJS.Timeout | undefined;
  /** When it began its running job, by `performance.now`. */
  since: number;
  /** Whether it was told to give back what it has not begun, and has not done so yet. */
  recalling: boolean;
  settleStart(loaded: boolean): void;
  readonly started: Promise<boolean>;
}

const TIMED_OUT: InvokeResult = { kind: 'timed-out' };

/**
 * A job that has run so long waits for something, so that another instance costs no core that this one needs, and
 * whatever queues behind it is held up.
 */
const SLOW_MS = 250;

/**
 * Events that an instance holds, with the running one, once the eager instances are there. It hides the wake-up of a thread,
 * about 100 µs, behind the work of the event before.
 */
const QUEUE_DEPTH = 4;

/** Calls that are over so soon, on average, are served faster by one instance one after the other: none has to be woken. */
const BRIEF_MS = 1;

/** Events that an instance holds of these. */
const BRIEF_DEPTH = 16;

/** After that time one that is not brief is in the way of the others. */
const HELD_UP_MS = 10;

/** How long closing waits for instances to end. */
const CLOSE_MS = 3_000;

/** Creates a pool with no instance yet. */
export function createPool(options: PoolOptions): Pool {
  const members = new Set<Member>();
  const ending = new Set<Promise<void>>();
  const waiting: Job[] = [];
  let jobs = 0;
  let unsettled = 0;
  let onIdle = () => {};
  let closed = false;
  let nextLook: NodeJS.Timeout | undefined;
  /** How long a job runs, by the latest ones. */
  let averageMs = Number.POSITIVE_INFINITY;

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
      jobs: [],
      timer: undefined,
      since: 0,
      recalling: false,
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
      // a report that was under way when the instance was given up
    } else if (message.kind === 'ready') {
      clearTimeout(member.timer);
      member.ready = true;
      member.settleStart(true);
      pump();
    } else if (message.kind === 'load-failed' || message.kind === 'crashed') {
      fail(member, message.error);
    } else if (message.kind === 'caught') {
      options.onFailure(message.error, message.requestId);
    } else if (message.kind === 'recalled') {
      member.recalling = false;
      const recalled = member.jobs.filter(({ job }) => message.jobs.includes(job));
      member.jobs = member.jobs.filter(({ job }) => !message.jobs.includes(job));
      waiting.unshift(...recalled);
      pump();
    } else {
      const job = member.jobs.shift();
      const { milliseconds } = message;
      averageMs = Number.isFinite(averageMs) ? averageMs + (milliseconds - averageMs) / 8 : milliseconds;
      startClock(member);
      if (message.result.kind === 'failed' && !options.isRefusal(message.result)) {
        options.onFailure(message.error ?? message.result, job?.requestId);
      }
      job?.settle(message.result);
      pump();
    }
  }

  /** Times the first job, which the worker has just begun. */
  function startClock(member: Member): void {
    clearTimeout(member.timer);
    const [job] = member.jobs;
    if (job === undefined) return;
    member.since = performance.now();
    member.timer = setTimeout(() => {
      // an answer may be waiting behind this timer when this thread itself was late
      setImmediate(() => {
        if (member.jobs[0] === job) end(member, TIMED_OUT, `timed out after ${options.timeoutMs} ms`);
      });
    }, options.timeoutMs);
  }

  function fail(member: Member, error: ThrownError): void {
    const { errorType, errorMessage } = error;
    end(member, { kind: 'failed', errorType, errorMessage }, error);
  }

  /** Gives an instance up: its running job gets the result, the others go to another instance. */
  function end(member: Member, result: InvokeResult, reason: ThrownError | string): void {
    if (!members.delete(member)) return;
    averageMs = Number.POSITIVE_INFINITY;
    clearTimeout(member.timer);
    const termination = member.instance.terminate().finally(() => ending.delete(termination));
    ending.add(termination);
    member.settleStart(false);
    if (closed) return;
    const [running, ...unstarted] = member.jobs;
    options.onFailure(reason, running?.requestId);
    running?.settle(result);
    waiting.unshift(...unstarted);
    if (!member.ready && ![...members].some(({ ready }) => ready)) {
      // the next start would fail in the same way, so whoever waits is told now
      for (const job of waiting.splice(0)) job.settle(result);
    }
    pump();
  }

  function pump(): void {
    while (waiting.length > 0) {
      const member = choose();
      if (member === undefined) break;
      const job = waiting.shift() as Job;
      member.jobs.push(job);
      member.instance.post({ kind: 'invoke', job: job.job, requestId: job.requestId, event: job.event });
      if (member.jobs.length === 1) startClock(member);
    }
    lookAgain();
  }

  function choose(): Member | undefined {
    const ready = [...members].filter((member) => member.ready);
    if (averageMs < BRIEF_MS) {
      const free = ready.find(({ jobs, since }) => jobs.length < BRIEF_DEPTH && !isHeldUp(jobs, since));
      if (free !== undefined) return free;
    }
    ready.sort((a, b) => a.jobs.length - b.jobs.length);
    const [least] = ready;
    if (least?.jobs.length === 0) return least;
    const starting = members.size - ready.length;
    const prompt = ready.find(({ since }) => performance.now() - since < SLOW_MS);
    const limit = prompt === undefined && ready.length > 0 ? options.maxInstances : options.eagerInstances;
    const missing = Math.min(limit - members.size, waiting.length - starting);
    for (let started = 0; started < missing; started += 1) start();
    const mayQueue = averageMs < SLOW_MS && ready.length >= options.eagerInstances;
    return mayQueue && prompt !== undefined && prompt.jobs.length < QUEUE_DEPTH ? prompt : undefined;
  }

  /** Whether what queues behind the running job should go elsewhere. */
  function isHeldUp(jobs: readonly Job[], since: number): boolean {
    return jobs.length > 0 && performance.now() - since > holdUpMs();
  }

  function holdUpMs(): number {
    return averageMs < BRIEF_MS ? HELD_UP_MS : SLOW_MS;
  }

  /** Slowness makes no event of its own: takes from slow instances what they have not begun. */
  function lookAgain(): void {
    const isAnyHeldUp = waiting.length > 0 || [...members].some(({ jobs }) => jobs.length > 1);
    if (nextLook !== undefined || closed || !isAnyHeldUp) return;
    nextLook = setTimeout(() => {
      nextLook = undefined;
      for (const member of members) {
        const { jobs, since, recalling, instance } = member;
        if (recalling || jobs.length < 2 || !isHeldUp(jobs, since)) continue;
        member.recalling = true;
        instance.post({ kind: 'recall' });
      }
      pump();
    }, holdUpMs());
  }

  async function close(): Promise<void> {
    closed = true;
    clearTimeout(nextLook);
    const all = [...members];
    const open = [...all.flatMap((member) => member.jobs), ...waiting.splice(0)];
    for (const member of all) end(member, TIMED_OUT, 'closed');
    for (const job of open) job.settle({ kind: 'failed', ...CLOSED });
    // one that loops while its native calls are over never says so, and must not keep the tables from being stored
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
        jobs += 1;
        unsettled += 1;
        const settle = (result: InvokeResult) => {
          unsettled -= 1;
          resolve(result);
          if (unsettled === 0) onIdle();
        };
        waiting.push({ job: jobs, requestId, event: JSON.stringify(event) ?? 'null', settle });
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

const CLOSED: ThrownError = { errorType: 'Runtime.ExitError', errorMessage: 'The local run is ending.' };
