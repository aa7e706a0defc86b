/** Runs the functions of an app: one pool of worker threads for each. */
import type { FunctionDefinition } from '../template/model';
import { type FunctionCredentials, functionEnvironment } from './function-environment';
import type { FunctionLog } from './function-log';
import type { Invoke } from './invoke';
import { checkNativeModule, findNativeModules, type NativeModule } from './native-modules';
import { createPool, type Pool, type PoolOptions } from './pool';
import { workerCode } from './worker-code';

/** What the functions need of the world. */
export interface FunctionsOptions {
  readonly definitions: readonly FunctionDefinition[];
  readonly region: string;
  /** The local AWS endpoint. */
  readonly endpoint: string;
  credentialsOf(definition: FunctionDefinition): FunctionCredentials;
  /** The folder whose `node_modules` replaces the assets' native modules. */
  readonly project: string;
  onLog(log: FunctionLog): void;
  /** The ARNs of the functions that refuse a caller by throwing `Unauthorized`, which is no failure. @default - none */
  readonly authorizers?: ReadonlySet<string>;
  /** @default 10000, Lambda's */
  readonly initTimeoutMs?: number;
  /** Instances of one function; more than the machine has cores gain nothing. @default 2 */
  readonly maxInstances?: number;
}

/** Running functions. */
export interface Functions {
  readonly invoke: Invoke;
  /** Native modules that are loaded from the project. */
  readonly replacedModules: readonly NativeModule[];
  /** Starts one instance of each. Resolves once all have loaded or failed to, which the log says. */
  warm(): Promise<void>;
  close(): Promise<void>;
}

/**
 * An in-worker queue this deep hides the wake-up of a thread, about 100 µs, behind the work of the event
 * before; a deeper one gains little and makes the time-outs of an instance's neighbours longer.
 */
const QUEUE_DEPTH = 4;

/**
 * Prepares the functions; each starts with its first event or with `warm`.
 * @throws StartError when a native module of theirs does not load here
 */
export async function createFunctions(options: FunctionsOptions): Promise<Functions> {
  const modules = new Map(
    options.definitions.map((definition) => [
      definition.logicalId,
      findNativeModules(definition.codePath, options.project),
    ]),
  );
  const found = [...modules.values()].flatMap((native) => native.found);
  const distinct = [...new Map(found.map((module) => [module.folder, module])).values()];
  const [code] = await Promise.all([workerCode(), ...distinct.map(checkNativeModule)]);

  const pools = new Map<string, Pool>();
  for (const definition of options.definitions) {
    const { environment, redirects } = modules.get(definition.logicalId) ?? {
      environment: {},
      redirects: {},
    };
    pools.set(definition.arn, createPool(describePool(definition, options, code, environment, redirects)));
  }
  return {
    replacedModules: distinct.filter(({ replaced }) => replaced),
    invoke: async (functionArn, event) => {
      const pool = pools.get(functionArn);
      if (pool !== undefined) return pool.invoke(event);
      return {
        kind: 'failed',
        errorType: 'ResourceNotFoundException',
        errorMessage: `Function not found: ${functionArn}`,
      };
    },
    warm: async () => {
      await Promise.all([...pools.values()].map((pool) => pool.warm()));
    },
    close: async () => {
      await Promise.all([...pools.values()].map((pool) => pool.close()));
    },
  };
}

function describePool(
  definition: FunctionDefinition,
  options: FunctionsOptions,
  code: string,
  nativeEnvironment: Readonly<Record<string, string>>,
  redirects: Readonly<Record<string, string>>,
): PoolOptions {
  const { logicalId, name: functionName, codePath, handler, arn: functionArn } = definition;
  const timeoutMs = definition.timeoutSeconds * 1000;
  const report = (kind: FunctionLog['kind']) => (text: string, requestId: string | undefined) =>
    options.onLog({
      logicalId,
      functionName,
      kind,
      text: text.replace(/\n$/, ''),
      ...(requestId !== undefined && { requestId }),
    });
  return {
    instance: {
      code,
      memoryMb: definition.memoryMb,
      data: { codePath, handler, timeoutMs, functionArn, redirects },
      environment: {
        ...functionEnvironment(definition, { ...options, credentials: options.credentialsOf(definition) }),
        ...nativeEnvironment,
      },
    },
    timeoutMs,
    initTimeoutMs: options.initTimeoutMs ?? 10_000,
    maxInstances: options.maxInstances ?? 2,
    depth: QUEUE_DEPTH,
    onOutput: report('output'),
    onFailure: report('error'),
    isRefusal: ({ errorMessage }) =>
      errorMessage === 'Unauthorized' && options.authorizers?.has(functionArn) === true,
  };
}
