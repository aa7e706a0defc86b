/** Reads an assembly for serving: each stage has a port, and the ids of keys are the same in every run. */
import type { KeyStore } from '../aws/kms/key-store';
import { type ProvideResources, readProvidedApp } from '../custom-resources/read-provided-app';
import type { Listener } from '../gateway/http/listener';
import { StartError } from '../support/start-error';
import { AssemblyError } from '../template/assembly-error';
import type { ProvidedResources } from '../template/custom/attribute-reads';
import type { LocalApp } from '../template/model';
import { readAssembly } from '../template/read-assembly';

/** Options for reading. */
export interface ReadServedAppOptions {
  /** The folder of the assembly. */
  readonly assembly: string;
  /** The stack to serve. @default - the only stack with a REST API */
  readonly stack?: string | undefined;
  readonly keys: KeyStore;
  /** The folder for functions with inline code. */
  readonly inlineCodeFolder: string;
  /** The port of the first API's first stage. */
  readonly listener: Listener;
  /** Creates the custom resources that are used. */
  readonly provide: ProvideResources;
  /** Returns the port for another stage. Repeated calls return the same port. */
  openAnother(apiLogicalId: string, stageName: string): Promise<Listener>;
}

/** An app, and the port of each stage of each API. */
export interface ServedApp {
  readonly app: LocalApp;
  readonly listeners: readonly Listener[];
  /** All problems of the assembly. An app with problems lacks the faulty parts and must not be served. */
  readonly problems: readonly string[];
}

/**
 * Reads the assembly. If it has several APIs or stages, it is read a second time, because the environments of
 * functions contain all ports. It is read again with the responses of its custom resources.
 * @throws StartError, AssemblyError when there is nothing to serve
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
      // A second read reports the same problems again.
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
  // No part of a faulty app is run.
  const provide: ProvideResources = problems.size > 0 ? async () => new Map() : options.provide;
  return {
    app: isWhole ? app : await readProvidedApp((provided) => read(originOf, provided), provide),
    listeners,
    problems: [...problems],
  };
}
