/** Removes the builds and assemblies that an earlier run reloaded. */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { StateFolder } from './state-folder';

/** Removes them, except the assembly with which a run starts. */
export function clearBuilds({ builds, assembly }: Pick<StateFolder, 'builds' | 'assembly'>): void {
  for (const path of [builds, assembly]) {
    const [folder, prefix] = [dirname(path), `${basename(path)}.`];
    if (!existsSync(folder)) continue;
    const names = readdirSync(folder).filter((name) => name.startsWith(prefix));
    for (const name of names) rmSync(join(folder, name), { recursive: true, force: true });
  }
  rmSync(builds, { recursive: true, force: true });
}
