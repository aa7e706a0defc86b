/** One running instance of a function: a worker thread with its own environment, heap and module cache. */
import { Worker } from 'node:worker_threads';
import { createNativeWork, stopNativeWork } from './native-work';
import type { InvokeMessage, StartedWorkerData, WorkerData, WorkerMessage } from './protocol';
import type { ThrownError } from './thrown-error';

/** The inputs of a worker. */
export interface InstanceOptions {
  readonly code: string;
  readonly data: WorkerData;
  readonly environment: Readonly<Record<string, string>>;
  readonly memoryMb: number;
}

type StartedInstanceOptions = InstanceOptions & { readonly data: StartedWorkerData };

/** The events of an instance. */
export interface InstanceEvents {
  onMessage(message: WorkerMessage): void;
  /** The worker has ended, by itself or by termination. No event follows. */
  onEnd(cause: ThrownError): void;
}

/** A started worker. */
export interface Instance {
  post(message: InvokeMessage): void;
  /** Ends the worker as soon as none of its native calls is running. */
  terminate(): Promise<void>;
}

/** A small young generation costs some speed and saves a third of the process's memory. */
const YOUNG_GENERATION_MB = 4;

/** Starts a worker. */
export function startInstance(options: InstanceOptions, events: InstanceEvents): Instance {
  const nativeWork = createNativeWork();
  const worker = createWorker({ ...options, data: { ...options.data, nativeWork } });
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  let cause: ThrownError | undefined;
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
  return {
    post: (message) => worker.postMessage(message),
    terminate: async () => {
      await Promise.race([stopNativeWork(nativeWork), ended]);
      await worker.terminate();
    },
  };
}

function createWorker({ code, data, environment, memoryMb }: StartedInstanceOptions): Worker {
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
    // Options that a thread cannot have, such as a heap size, have an effect on Lambda only.
    const { NODE_OPTIONS: _, ...rest } = environment;
    return new Worker(code, { ...options, env: rest });
  }
}

function describeEnd(error: unknown): ThrownError {
  const { name, message, code, stack } = error as Partial<NodeJS.ErrnoException>;
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return { errorType: 'Runtime.OutOfMemory', errorMessage: 'The function ran out of memory.' };
  }
  return {
    errorType: name ?? typeof error,
    errorMessage: message ?? String(error),
    ...(stack !== undefined && { stack }),
  };
}
