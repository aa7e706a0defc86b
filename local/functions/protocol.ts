/** The messages between a pool and the workers that run its function. */
import type { ClockMemory } from '../clock/clock-memory';
import type { InvokeResult } from './invoke';
import type { NativeWork } from './native-work';
import type { ThrownError } from './thrown-error';

/** What a worker is started with. */
export interface WorkerData {
  /** The asset's folder, absolute. */
  readonly codePath: string;
  /** Such as `index.handler`. */
  readonly handler: string;
  readonly timeoutMs: number;
  readonly functionArn: string;
  /** Packages that are loaded from elsewhere: name → absolute folder. */
  readonly redirects: Readonly<Record<string, string>>;
  /** The clock of the run. */
  readonly clock: ClockMemory;
  /** Where a custom resource's answer goes. @default - the function makes none */
  readonly answers?: { readonly host: string; readonly port: number };
}

/** The same with what every worker has of its own. */
export interface StartedWorkerData extends WorkerData {
  readonly nativeWork: NativeWork;
}

/** One event for the handler: a worker gets the next one when it has settled this one. */
export interface InvokeMessage {
  readonly requestId: string;
  /** JSON text, so that the handler gets what JSON can carry and nothing else. */
  readonly event: string;
}

/** What a worker reports. */
export type WorkerMessage =
  /** The handler is loaded; the first event may come. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'load-failed'; readonly error: ThrownError }
  /** The function threw where nothing catches it, or wants to exit; the worker is to be ended. */
  | { readonly kind: 'crashed'; readonly error: ThrownError }
  /** The function has caught an error, and answers by itself. */
  | { readonly kind: 'caught'; readonly requestId?: string; readonly error: ThrownError }
  /** One write to the console; `requestId` is absent while the module loads. */
  | { readonly kind: 'output'; readonly requestId?: string; readonly text: string }
  /** The event has settled. */
  | {
      readonly kind: 'done';
      readonly result: InvokeResult;
      /** What the handler threw. */
      readonly error?: ThrownError;
    };
