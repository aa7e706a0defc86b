/** Formats the path of a file for developers. */
import { isAbsolute, relative, sep } from 'node:path';

/** Returns the path relative to the project for a file of the project, and other paths unchanged. */
export function showPath(file: string, project: string): string {
  if (!isAbsolute(file)) return file;
  const path = relative(project, file);
  return path.startsWith('..') || isAbsolute(path) ? file : path.replaceAll(sep, '/');
}
