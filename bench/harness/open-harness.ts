/** The app's tables and keys without its gateway, to run its functions one by one in separate processes. */
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../lib/bundling/esbuild-options';
import type { AwsCall, Intercept } from '../../local/aws/call';
import { createCallers } from '../../local/aws/callers';
import { openDynamoStore } from '../../local/aws/dynamodb/store';
import { openKeyStore } from '../../local/aws/kms/key-store';
import { startAws } from '../../local/aws/start-aws';
import { createProvider } from '../../local/custom-resources/create-provider';
import { readProvidedApp } from '../../local/custom-resources/read-provided-app';
import { functionEnvironment } from '../../local/functions/function-environment';
import { findNativeModules } from '../../local/functions/native-modules';
import { readAssembly } from '../../local/template/read-assembly';

/** A function of the app, as it is deployed. */
export interface WorldFunction {
  /** The path of its bundle. */
  readonly file: string;
  /** Its whole environment, through which it reaches the tables and keys. */
  readonly environment: Readonly<Record<string, string>>;
}

/** The tables and keys of an app. */
export interface World {
  /** Returns the function of one service, such as `auth`. */
  functionOf(service: string): WorldFunction;
  /** Variables with credentials that may call everything, for peers that make more calls than we do. */
  readonly adminEnvironment: Readonly<Record<string, string>>;
  /** Returns the AWS calls since the last call of this function. */
  takeCalls(): readonly AwsCall[];
  /** Intercepts calls to the services from now on. Undefined removes the intercept. */
  setIntercept(intercept: Intercept | undefined): void;
  close(): Promise<void>;
}

/** Opens the tables and keys of a synthesized assembly, in memory. */
export async function openWorld(assembly: string): Promise<World> {
  const keys = openKeyStore(undefined);
  const store = await openDynamoStore(undefined);
  const app = await readProvidedApp(
    (provided) =>
      readAssembly(assembly, {
        provided,
        physicalId: (logicalId, type, stackName) =>
          type === 'AWS::KMS::Key' ? keys.idOf(stackName, logicalId) : undefined,
      }),
    createProvider({ project: PROJECT_ROOT, store, keys, emit: () => {} }),
  );
  const callers = createCallers(app.functions);
  let calls: AwsCall[] = [];
  let intercept: Intercept | undefined;
  const aws = await startAws({
    app,
    store,
    keys,
    callers,
    onCall: (call) => calls.push(call),
    onFault: (error) => {
      throw error;
    },
    intercept: (call, perform) => (intercept === undefined ? perform() : intercept(call, perform)),
  });
  return {
    functionOf: (service) => {
      const entry = `lambda/${service}/handler.ts`;
      // A list, or a record if files are loaded on demand.
      const definition = app.functions.find(({ esbuild }) =>
        Object.values(esbuild?.entryPoints ?? {}).includes(entry),
      );
      if (definition === undefined)
        throw new Error(`The assembly has no function that is built from ${entry}`);
      const credentials = callers.credentialsOf(definition);
      return {
        file: join(definition.codePath, 'index.js'),
        environment: {
          ...functionEnvironment(definition, { region: app.region, endpoint: aws.url, credentials }),
          ...findNativeModules(definition.codePath, PROJECT_ROOT).environment,
        },
      };
    },
    adminEnvironment: {
      AWS_ACCESS_KEY_ID: callers.admin.accessKeyId,
      AWS_SECRET_ACCESS_KEY: callers.admin.secretAccessKey,
      AWS_SESSION_TOKEN: '',
    },
    takeCalls: () => {
      const taken = calls;
      calls = [];
      return taken;
    },
    setIntercept: (next) => {
      intercept = next;
    },
    close: async () => {
      await aws.close();
      await store.close();
    },
  };
}

/** Opens the tables and keys of a synthesized assembly until `use` is done. */
export async function withWorld<Result>(
  assembly: string,
  use: (world: World) => Promise<Result>,
): Promise<Result> {
  const world = await openWorld(assembly);
  try {
    return await use(world);
  } finally {
    await world.close();
  }
}
