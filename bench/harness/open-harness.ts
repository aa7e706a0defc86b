/** The app's tables and keys without its gateway: for running its functions one by one, in processes of their own. */
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
  /** Its bundle. */
  readonly file: string;
  /** Its whole environment, by which it reaches the tables and keys. */
  readonly environment: Readonly<Record<string, string>>;
}

/** The tables and keys of an app. */
export interface World {
  /** The function of one service, such as `auth`. */
  functionOf(service: string): WorldFunction;
  /** Variables of credentials that may call everything, for peers that call more than we do. */
  readonly adminEnvironment: Readonly<Record<string, string>>;
  /** The calls to AWS since they were last taken. */
  takeCalls(): readonly AwsCall[];
  /** Stands between calls and services from now on; undefined takes it away. */
  setIntercept(intercept: Intercept | undefined): void;
  close(): Promise<void>;
}

/** Opens the world of a synthesized assembly, in memory. */
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
      // a list, or with files that are loaded on demand a record
      const definition = app.functions.find(({ esbuild }) =>
        Object.values(esbuild?.entryPoints ?? {}).includes(entry),
      );
      if (definition === undefined) throw new Error(`No function of the assembly is built from ${entry}`);
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

/** Opens the world of a synthesized assembly for as long as it is used. */
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
