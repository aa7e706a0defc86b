/** Prepares an app for debugging: its code becomes readable, and timeouts do not occur at a breakpoint. */
import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import type { FunctionDefinition, Integration, LocalApp, RestApi } from '../template/model';
import { createBundler } from '../watch/create-bundler';
import { writeBuild } from '../watch/write-build';

/**
 * The timeout in milliseconds. It is longer than any pause at a breakpoint, and within the range of timers.
 */
export const PATIENCE_MS = 24 * 60 * 60 * 1000;

/** Where to build. */
export interface DebuggingOptions {
  /** The folder that the paths in the build options are relative to. */
  readonly project: string;
  /** The folder for the builds. */
  readonly folder: string;
}

/**
 * Returns the app with debuggable functions. Functions with build options are built without minification, so
 * that names and lines are those of the sources. The timeouts of functions, integrations and authorizers are
 * raised.
 */
export async function prepareForDebugging(app: LocalApp, options: DebuggingOptions): Promise<LocalApp> {
  return {
    ...app,
    functions: await Promise.all(app.functions.map((definition) => prepareFunction(definition, options))),
    apis: app.apis.map(makePatient),
  };
}

async function prepareFunction(
  definition: FunctionDefinition,
  { project, folder }: DebuggingOptions,
): Promise<FunctionDefinition> {
  const patient = { ...definition, timeoutSeconds: PATIENCE_MS / 1000 };
  if (definition.esbuild === undefined) return patient;
  const esbuild = { ...definition.esbuild, minify: false, sourcemap: true };
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // After a new synthesis, the previous code may still be running.
  const target = mkdtempSync(join(folder, `${definition.logicalId.replaceAll('/', '-')}.debug-`));
  const bundler = await createBundler(esbuild, project, target);
  if (bundler === undefined) return patient;
  const build = await bundler.build();
  await bundler.dispose();
  // The watcher of the sources reports the error, and serves the function after it is fixed.
  if (build.kind === 'broken') return { ...patient, esbuild };
  writeBuild(target, build.files, definition.codePath);
  return { ...patient, esbuild, codePath: target };
}

function makePatient(api: RestApi): RestApi {
  return {
    ...api,
    authorizers: api.authorizers.map((authorizer) => ({ ...authorizer, timeoutMs: PATIENCE_MS })),
    methods: api.methods.map((method) => ({ ...method, integration: withoutTimeout(method.integration) })),
  };
}

function withoutTimeout(integration: Integration): Integration {
  return 'timeoutMs' in integration ? { ...integration, timeoutMs: PATIENCE_MS } : integration;
}
