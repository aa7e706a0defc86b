/** Tells whether a newly read app differs from the served one in anything that its gateways and functions go by. */
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { FunctionDefinition, LocalApp } from '../template/model';

/** Whether two apps differ in nothing but the code of functions that are followed by themselves. */
export function isEquivalentApp(one: LocalApp, other: LocalApp): boolean {
  return describe(one) === describe(other);
}

function describe(app: LocalApp): string {
  return JSON.stringify({ ...app, functions: app.functions.map(describeFunction) });
}

function describeFunction({ codePath, ...rest }: FunctionDefinition): unknown {
  return rest.esbuild === undefined ? { ...rest, code: describeCode(codePath) } : rest;
}

/** An asset's folder is named by its content; one of inline code is not. */
function describeCode(codePath: string): string {
  const name = basename(codePath);
  const file = join(codePath, 'index.js');
  return name.startsWith('asset.') || !existsSync(file) ? name : readFileSync(file, 'utf8');
}
