/** Finds the file of a function's handler as its developer knows it. */
import { relative, sep } from 'node:path';
import type { FunctionDefinition } from '../template/model';
import { findHandlerFile } from '../template/read/handler-file';
import { readBuildPlan } from '../watch/built-files';
import { showPath } from './show-path';

/** The source that the handler's file is built from, or that file where the assembly does not say how it is built. */
export function findSource(
  { codePath, handler, esbuild }: Pick<FunctionDefinition, 'codePath' | 'handler' | 'esbuild'>,
  project: string,
): string {
  const file = findHandlerFile(codePath, handler)?.file;
  if (file === undefined) return handler;
  const name = relative(codePath, file).replaceAll(sep, '/');
  const source = esbuild && readBuildPlan(esbuild)?.sources.get(name);
  return source ?? showPath(file, project);
}
