/** Watches a tree of folders, and tells of changes once they have come to rest. */
import { type FSWatcher, readdirSync, statSync, watch } from 'node:fs';
import { basename, join } from 'node:path';

/** What to watch. */
export interface WatchOptions {
  /** The folder that is watched with everything below it. */
  readonly folder: string;
  /** How long nothing may change before it is told, in milliseconds. @default 30 */
  readonly quietMs?: number;
  /**
   * Gets the absolute paths of what was written, made or removed.
   * @param since when the first of them changed, as `performance.now()` has it
   */
  onChange(paths: ReadonlySet<string>, since: number): void;
}

/** Neither sources nor anything that a person edits; the run's own folder is among them. */
function isPassedOver(folder: string): boolean {
  return /^(?:\.|node_modules$|cdk\.out)/.test(basename(folder));
}

/**
 * Each folder is watched by itself, because Node.js 20 loses files that are replaced by renaming in its recursive watch.
 * @returns ends the watch
 */
export function watchFolders({ folder: root, quietMs = 30, onChange }: WatchOptions): () => void {
  const watchers = new Map<string, FSWatcher>();
  let changed = new Set<string>();
  let since: number | undefined;
  let timer: NodeJS.Timeout | undefined;

  function note(path: string): void {
    since ??= performance.now();
    changed.add(path);
    clearTimeout(timer);
    timer = setTimeout(() => {
      const [paths, first] = [changed, since ?? performance.now()];
      changed = new Set();
      since = undefined;
      onChange(paths, first);
    }, quietMs);
    timer.unref();
  }

  function forget(folder: string): void {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  }

  function add(folder: string): void {
    if (watchers.has(folder)) return;
    try {
      const watcher = watch(folder, { persistent: false }, (event, name) => {
        if (name === null) return note(folder);
        const path = join(folder, name);
        // what is only written to was there before
        if (event === 'rename' && isFolder(path) && !isPassedOver(path)) addTree(path, true);
        note(path);
      });
      watcher.on('error', () => forget(folder));
      watchers.set(folder, watcher);
    } catch {
      // gone again already, which its parent's watcher tells
    }
  }

  /** @param isNew whether what it holds has not been told of yet */
  function addTree(folder: string, isNew: boolean): void {
    // the folder of that name may be another than before
    if (isNew) forget(folder);
    add(folder);
    for (const entry of listEntries(folder)) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && !isPassedOver(path)) addTree(path, isNew);
      else if (isNew) note(path);
    }
  }

  addTree(root, false);
  return () => {
    clearTimeout(timer);
    for (const folder of [...watchers.keys()]) forget(folder);
  };
}

function listEntries(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
