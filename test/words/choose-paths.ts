/** Chooses the files of the project that a command line names. */
import { existsSync } from 'node:fs';
import { posix } from 'node:path';

/** Thrown for a name that is not a file or folder of the project. */
export class UnknownPathError extends Error {
  constructor(name: string) {
    const fault = existsSync(name) ? 'is not part of the project' : 'does not exist';
    super(`${name} ${fault}: give a file or folder of the project`);
    this.name = 'UnknownPathError';
  }
}

/**
 * Returns the named files and the files in the named folders, in the order of the project. Without names it returns all
 * files.
 * @param paths the files of the project, from its folder
 * @param names files and folders, from the project's folder
 * @throws UnknownPathError for a name without any file of the project
 */
export function choosePaths(paths: readonly string[], names: readonly string[]): readonly string[] {
  const matchers = names.map((name) => {
    const wanted = posix.normalize(name).replace(/\/$/, '');
    const matches = (path: string) => wanted === '.' || path === wanted || path.startsWith(`${wanted}/`);
    if (!paths.some(matches)) throw new UnknownPathError(name);
    return matches;
  });
  return matchers.length === 0 ? paths : paths.filter((path) => matchers.some((matches) => matches(path)));
}
