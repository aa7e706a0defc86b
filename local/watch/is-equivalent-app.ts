/** Compares a newly read app with the served one, in all parts that gateways and functions use. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeCode } from '../support/describe-code';
import type { FunctionDefinition, LocalApp } from '../template/model';
import { builtFiles } from './built-files';

/** Whether two apps differ only in the code of functions that are watched separately. */
export function isEquivalentApp(one: LocalApp, other: LocalApp): boolean {
  return describe(one) === describe(other);
}

function describe(app: LocalApp): string {
  // The responses of custom resources are part of the functions' environments.
  const { customResources: _, ...rest } = app;
  return JSON.stringify({ ...rest, functions: app.functions.map(describeFunction) });
}

function describeFunction({ codePath, ...rest }: FunctionDefinition): unknown {
  const { esbuild } = rest;
  return esbuild === undefined
    ? { ...rest, code: describeCode(codePath) }
    : { ...rest, beside: describeBeside(codePath, builtFiles(esbuild)) };
}

/** Returns the other files of the asset by name. They are not part of the function's build. */
function describeBeside(codePath: string, built: ReadonlySet<string>): Record<string, string> {
  if (!existsSync(codePath)) return {};
  const files = readdirSync(codePath, { withFileTypes: true }).filter(
    (entry) => entry.isFile() && !built.has(entry.name),
  );
  return Object.fromEntries(
    files.map(({ name }) => [name, readFileSync(join(codePath, name), 'base64')] as const),
  );
}
