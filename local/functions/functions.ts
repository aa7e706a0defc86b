/** Runs the functions of an app. Each has its own pool of worker threads. */
import { type ClockMemory, createClockMemory } from '../clock/clock-memory';
import { findSource } from '../failures/find-source';
import { formatFailure } from '../failures/format-failure';
import { mapPlaces } from '../failures/map-places';
import type { FunctionDefinition } from '../template/model';
import { type FunctionCredentials, functionEnvironment } from './function-environment';
import type { FunctionLog } from './function-log';
import type { Invoke } from './invoke';
import { findNativeModules, type NativeModules } from './native-modules';
import { createPool, type Pool, type PoolOptions } from './pool';
import { workerCode } from './worker-code';

/** The dependencies of the functions. */
export interface FunctionsOptions {
  readonly definitions: readonly FunctionDefinition[];
  readonly region: string;
  /** The clock of the run. @default - the clock of this machine */
  readonly clock?: ClockMemory;
  /** The local AWS endpoint. */
  readonly endpoint: string;
  /** Whether the functions' own throttles, which their environment configures, are enabled. @default true */
  readonly throttle?: boolean;
  credentialsOf(definition: FunctionDefinition): FunctionCredentials;
  /** The folder whose `node_modules` replaces the native modules of assets. */
  readonly project: string;
  onLog(log: FunctionLog): void;
  /**
   * The ARNs of functions that reject a caller by throwing `Unauthorized`, which is not a failure.
   * @default - none
   */
  readonly authorizers?: ReadonlySet<string>;
  /** @default 10000, as on Lambda */
  readonly initTimeoutMs?: number;
  /**
   * The maximum number of instances of one function.
   * @default - 2, and up to 10 while all of them are waiting
   */
  readonly maxInstances?: number | undefined;
}

/** Running functions. */
export interface Functions {
  readonly invoke: Invoke;
  /**
   * Starts one instance of each function. Resolves when all have loaded or failed; failures are logged.
   * @returns the logical ids of the functions that failed
   */
  warm(): Promise<readonly string[]>;
  /**
   * Runs further events of a function with the code of another folder. Running events finish with the old
   * code.
   * @returns false if the code does not load, which is logged; the function then keeps its code
   */
  replaceCode(logicalId: string, codePath: string): Promise<boolean>;
  close(): Promise<void>;
}

/** Enough to keep two cores busy. With more instances, two cores are slower. */
const EAGER_INSTANCES = 2;

/** Waiting calls need no core. */
const MAX_INSTANCES = 10;

/** Prepares the functions. Each starts with its first event or with `warm`. */
export async function createFunctions(options: FunctionsOptions): Promise<Functions> {
  const natives = new Map(
    options.definitions.map(({ codePath }) => [codePath, findNativeModules(codePath, options.project)]),
  );
  const code = await workerCode();

  const create = (definition: FunctionDefinition) => {
    const native =
      natives.get(definition.codePath) ?? findNativeModules(definition.codePath, options.project);
    return createPool(describePool(definition, options, code, native));
  };
  const pools = new Map(options.definitions.map((definition) => [definition.arn, create(definition)]));
  const retiring = new Set<Pool>();
  let closed = false;

  async function replaceCode(logicalId: string, codePath: string): Promise<boolean> {
    const definition = options.definitions.find((candidate) => candidate.logicalId === logicalId);
    const old = definition && pools.get(definition.arn);
    if (definition === undefined || old === undefined) return false;
    const pool = create({ ...definition, codePath });
    retiring.add(pool);
    const loaded = await pool.warm();
    retiring.delete(pool);
    if (!loaded || closed) {
      await pool.close();
      return false;
    }
    pools.set(definition.arn, pool);
    retiring.add(old);
    void old.retire().finally(() => retiring.delete(old));
    return true;
  }

  return {
    invoke: async (functionArn, event, onRequestId) => {
      const pool = pools.get(functionArn);
      if (pool !== undefined) return pool.invoke(event, onRequestId);
      return {
        kind: 'failed',
        errorType: 'ResourceNotFoundException',
        errorMessage: `Function not found: ${functionArn}`,
      };
    },
    warm: async () => {
      const loaded = await Promise.all(
        options.definitions.map(async ({ logicalId, arn }) =>
          (await pools.get(arn)?.warm()) ? [] : [logicalId],
        ),
      );
      return loaded.flat();
    },
    replaceCode,
    close: async () => {
      closed = true;
      await Promise.all([...pools.values(), ...retiring].map((pool) => pool.close()));
    },
  };
}

function withoutThrottles(definition: FunctionDefinition): FunctionDefinition {
  const { environment, unthrottledEnvironment } = definition;
  return { ...definition, environment: { ...environment, ...unthrottledEnvironment } };
}

function describePool(
  definition: FunctionDefinition,
  options: FunctionsOptions,
  code: string,
  native: NativeModules,
): PoolOptions {
  const { logicalId, name: functionName, codePath, handler, arn: functionArn } = definition;
  const timeoutMs = definition.timeoutSeconds * 1000;
  const report = (kind: FunctionLog['kind'], text: string, requestId: string | undefined) =>
    options.onLog({ logicalId, functionName, kind, text, ...(requestId !== undefined && { requestId }) });
  return {
    instance: {
      code,
      memoryMb: definition.memoryMb,
      data: {
        codePath,
        handler,
        timeoutMs,
        functionArn,
        redirects: native.redirects,
        clock: options.clock ?? createClockMemory(),
      },
      environment: {
        ...functionEnvironment(options.throttle === false ? withoutThrottles(definition) : definition, {
          ...options,
          credentials: options.credentialsOf(definition),
        }),
        ...native.environment,
      },
    },
    timeoutMs,
    initTimeoutMs: options.initTimeoutMs ?? 10_000,
    eagerInstances: options.maxInstances ?? EAGER_INSTANCES,
    maxInstances: options.maxInstances ?? MAX_INSTANCES,
    onOutput: (text, requestId) => {
      const places = { codePath, project: options.project };
      report('output', mapPlaces(text.replace(/\n$/, ''), places), requestId);
    },
    onFailure: (failure, requestId) => {
      const text =
        typeof failure === 'string'
          ? `${failure}\n  in ${findSource(definition, options.project)}`
          : formatFailure(failure, options.project);
      report('error', text, requestId);
    },
    isRefusal: ({ errorMessage }) =>
      errorMessage === 'Unauthorized' && options.authorizers?.has(functionArn) === true,
  };
}
