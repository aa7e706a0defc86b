/** Reads an assembly for serving it: with a port for each stage of its APIs, and with keys whose ids outlive the run. */
import type { KeyStore } from '../aws/kms/key-store';
import { type ProvideResources, readProvidedApp } from '../custom-resources/read-provided-app';
import type { Listener } from '../gateway/http/listener';
import { StartError } from '../support/start-error';
import { AssemblyError } from '../template/assembly-error';
import type { ProvidedResources } from '../template/custom/attribute-reads';
import type { LocalApp } from '../template/model';
import { readAssembly } from '../template/read-assembly';

/** How to read. */
export interface ReadServedAppOptions {
  /** The folder of the assembly. */
  readonly assembly: string;
  /** The stack to serve. @default - the only one that holds a REST API */
  readonly stack?: string | undefined;
  readonly keys: KeyStore;
  /** Where functions with inline code are written to. */
  readonly inlineCodeFolder: string;
  /** The port of the first API's first stage. */
  readonly listener: Listener;
  /** Makes the custom resources that are read. */
  readonly provide: ProvideResources;
  /** Gives another stage its port: the same whenever it is asked for. */
  openAnother(apiLogicalId: string, stageName: string): Promise<Listener>;
}

/** An app, and the port of each of its APIs in each of their stages. */
export interface ServedApp {
  readonly app: LocalApp;
  readonly listeners: readonly Listener[];
  /** Everything that is wrong with the assembly: such an app lacks what is faulty, and must not be served. */
  readonly problems: readonly string[];
}

/**
 * Reads the assembly twice when it has several APIs or stages, since the ports of all stand in the functions' environments, and again
 * with what its custom resources have answered.
 * @throws StartError, AssemblyError when there is nothing that could be served
 */
export async function readServedApp(options: ReadServedAppOptions): Promise<ServedApp> {
  const { assembly, stack, keys, inlineCodeFolder, listener } = options;
  const problems = new Set<string>();
  type OriginOf = (apiLogicalId: string, stageName: string) => string;
  const read = (originOf: OriginOf, provided?: ProvidedResources) =>
    readAssembly(assembly, {
      originOf,
      ...(provided !== undefined && { provided }),
      physicalId: (logicalId, type, stackName) =>
        type === 'AWS::KMS::Key' ? keys.idOf(stackName, logicalId) : undefined,
      inlineCodeFolder,
      // reading twice finds the same ones twice
      onProblem: (problem) => problems.add(problem),
      ...(stack !== undefined && { stackName: stack }),
    });
  const app = read(() => listener.origin);
  const [first, ...others] = app.apis;
  if (first === undefined && problems.size > 0) throw new AssemblyError([...problems]);
  if (first === undefined) throw new StartError(`The assembly ${assembly} contains no REST API.`);
  const listeners = [listener];
  for (const { logicalId, stage } of others) {
    listeners.push(await options.openAnother(logicalId, stage.name));
  }
  const originOf = (apiLogicalId: string, stageName: string) => {
    const index = app.apis.findIndex(
      ({ logicalId, stage }) => logicalId === apiLogicalId && stage.name === stageName,
    );
    return (listeners[index] ?? listener).origin;
  };
  const isWhole = others.length === 0 && (app.customResources ?? []).length === 0;
  // nothing of a faulty app is run
  const provide: ProvideResources = problems.size > 0 ? async () => new Map() : options.provide;
  return {
    app: isWhole ? app : await readProvidedApp((provided) => read(originOf, provided), provide),
    listeners,
    problems: [...problems],
  };
}
