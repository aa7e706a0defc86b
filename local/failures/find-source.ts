/** Finds the source file of a function's handler. */
import { relative, sep } from 'node:path';
import type { FunctionDefinition } from '../template/model';
import { findHandlerFile } from '../template/read/handler-file';
import { readBuildPlan } from '../watch/built-files';
import { showPath } from './show-path';

/**
 * Returns the source of the handler's file, or the file itself if the assembly does not contain build
 * options.
 */
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
