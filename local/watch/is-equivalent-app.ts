/** Tells whether a newly read app differs from the served one in anything that its gateways and functions go by. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeCode } from '../support/describe-code';
import type { FunctionDefinition, LocalApp } from '../template/model';
import { builtFiles } from './built-files';

/** Whether two apps differ in nothing but the code of functions that are followed by themselves. */
export function isEquivalentApp(one: LocalApp, other: LocalApp): boolean {
  return describe(one) === describe(other);
}

function describe(app: LocalApp): string {
  // what custom resources have answered is in the functions' environments
  const { customResources: _, ...rest } = app;
  return JSON.stringify({ ...rest, functions: app.functions.map(describeFunction) });
}

function describeFunction({ codePath, ...rest }: FunctionDefinition): unknown {
  const { esbuild } = rest;
  return esbuild === undefined
    ? { ...rest, code: describeCode(codePath) }
    : { ...rest, beside: describeBeside(codePath, builtFiles(esbuild)) };
}

/** What the app has put beside the bundle, by file name: the function does not follow it by itself. */
function describeBeside(codePath: string, built: ReadonlySet<string>): Record<string, string> {
  if (!existsSync(codePath)) return {};
  const files = readdirSync(codePath, { withFileTypes: true }).filter(
    (entry) => entry.isFile() && !built.has(entry.name),
  );
  return Object.fromEntries(
    files.map(({ name }) => [name, readFileSync(join(codePath, name), 'base64')] as const),
  );
}
