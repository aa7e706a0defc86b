/** The messages between a pool and the workers that run its function. */
import type { ClockMemory } from '../clock/clock-memory';
import type { InvokeResult } from './invoke';
import type { NativeWork } from './native-work';
import type { ThrownError } from './thrown-error';

/** The inputs of a worker. */
export interface WorkerData {
  /** The absolute path of the asset's folder. */
  readonly codePath: string;
  /** Such as `index.handler`. */
  readonly handler: string;
  readonly timeoutMs: number;
  readonly functionArn: string;
  /** Packages that are loaded from another folder: name → absolute path. */
  readonly redirects: Readonly<Record<string, string>>;
  /** The clock of the run. */
  readonly clock: ClockMemory;
  /**
   * The address for the responses of custom resources.
   * @default - the function does not create custom resources
   */
  readonly answers?: { readonly host: string; readonly port: number };
}

/** The inputs, including those that are specific to one worker. */
export interface StartedWorkerData extends WorkerData {
  readonly nativeWork: NativeWork;
}

/** One event for the handler. A worker receives the next one after it has settled this one. */
export interface InvokeMessage {
  readonly requestId: string;
  /** JSON text, so that the handler receives only values that JSON can represent. */
  readonly event: string;
}

/** A message from a worker. */
export type WorkerMessage =
  /** The handler is loaded, and the worker accepts events. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'load-failed'; readonly error: ThrownError }
  /** The function threw an uncaught error or called exit. The pool ends the worker. */
  | { readonly kind: 'crashed'; readonly error: ThrownError }
  /** The function caught an error and returns its own response. */
  | { readonly kind: 'caught'; readonly requestId?: string; readonly error: ThrownError }
  /** One write to the console; `requestId` is undefined while the module loads. */
  | { readonly kind: 'output'; readonly requestId?: string; readonly text: string }
  /** The event has settled. */
  | {
      readonly kind: 'done';
      readonly result: InvokeResult;
      /** The error that the handler threw. */
      readonly error?: ThrownError;
    };
