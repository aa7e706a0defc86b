/** One running instance of a function: a worker thread with its own environment, heap and module cache. */
import { Worker } from 'node:worker_threads';
import type { PoolMessage, WorkerData, WorkerMessage } from './protocol';

/** What a worker is made of. */
export interface InstanceOptions {
  readonly code: string;
  readonly data: WorkerData;
  readonly environment: Readonly<Record<string, string>>;
  readonly memoryMb: number;
}

/** What an instance reports. */
export interface InstanceEvents {
  onMessage(message: WorkerMessage): void;
  /** The worker is gone, of its own accord or because it was terminated; nothing follows. */
  onEnd(cause: EndCause): void;
}

/** Why an instance ended, in Lambda's words. */
export interface EndCause {
  readonly errorType: string;
  readonly errorMessage: string;
}

/** A started worker. */
export interface Instance {
  post(message: PoolMessage): void;
  terminate(): Promise<void>;
}

/** Collections of a small young generation cost some speed and save a third of the process's memory. */
const YOUNG_GENERATION_MB = 4;

/** Starts a worker. */
export function startInstance(options: InstanceOptions, events: InstanceEvents): Instance {
  const worker = createWorker(options);
  let cause: EndCause | undefined;
  worker.on('message', (message: WorkerMessage) => events.onMessage(message));
  worker.on('error', (error: unknown) => {
    cause = describeEnd(error);
  });
  worker.on('exit', (code) => {
    events.onEnd(
      cause ?? {
        errorType: 'Runtime.ExitError',
        errorMessage: `Runtime exited with error: exit status ${code}`,
      },
    );
  });
  const outbox: PoolMessage[] = [];
  return {
    post: (message) => {
      // one wake-up of the worker for all that one turn of the event loop brings
      if (outbox.push(message) === 1) setImmediate(() => worker.postMessage(outbox.splice(0)));
    },
    terminate: async () => {
      await worker.terminate();
    },
  };
}

function createWorker({ code, data, environment, memoryMb }: InstanceOptions): Worker {
  const options = {
    eval: true,
    workerData: data,
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB, maxOldGenerationSizeMb: memoryMb },
  };
  try {
    return new Worker(code, { ...options, env: environment });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_WORKER_INVALID_EXEC_ARGV') throw error;
    // options that a thread can't have of its own, such as a heap size, are Lambda's affair
    const { NODE_OPTIONS: _, ...rest } = environment;
    return new Worker(code, { ...options, env: rest });
  }
}

function describeEnd(error: unknown): EndCause {
  const { name, message, code } = error as Partial<NodeJS.ErrnoException>;
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return { errorType: 'Runtime.OutOfMemory', errorMessage: 'The function ran out of memory.' };
  }
  return { errorType: name ?? typeof error, errorMessage: message ?? String(error) };
}
