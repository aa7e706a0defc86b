/** Writes a file's path as a developer knows it. */
import { isAbsolute, relative, sep } from 'node:path';

/** Relative to the project for a file of the project; others as they are. */
export function showPath(file: string, project: string): string {
  if (!isAbsolute(file)) return file;
  const path = relative(project, file);
  return path.startsWith('..') || isAbsolute(path) ? file : path.replaceAll(sep, '/');
}
