/** Watches a tree of folders. */
import { type FSWatcher, lstatSync, readdirSync, watch } from 'node:fs';
import { basename, join } from 'node:path';

/** What to watch. */
export interface WatchOptions {
  /** The folder that is watched with everything below it. */
  readonly folder: string;
  /** Gets the absolute path of each file or folder that is written, made or removed. One change may be reported several times. */
  onChange(path: string): void;
}

/** Neither sources nor anything that a person edits; the run's own folder is among them. */
function isPassedOver(folder: string): boolean {
  return /^(?:\.|node_modules$|cdk\.out)/.test(basename(folder));
}

/**
 * Each folder is watched by itself, since a lost change leaves old code running. Measured on Linux with Node.js 20.20 and 24.21: the
 * recursive `fs.watch` reports a file that is replaced by renaming once, and not again. chokidar 5 loses most changes that follow
 * another one of the same file within 40 ms, as a formatter's do; it also watches every file, 1,689 instead of 218 watches in this
 * project, for ten times the CPU at the start.
 * @returns ends the watch
 */
export function watchFolders({ folder: root, onChange }: WatchOptions): () => void {
  const watchers = new Map<string, FSWatcher>();

  function forget(folder: string): void {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  }

  function add(folder: string): void {
    if (watchers.has(folder)) return;
    try {
      const watcher = watch(folder, { persistent: false }, (event, name) => {
        if (name === null) return onChange(folder);
        const path = join(folder, name);
        // what is only written to was there before
        if (event === 'rename' && isFolder(path) && !isPassedOver(path)) addTree(path, true);
        onChange(path);
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
      else if (isNew) onChange(path);
    }
  }

  addTree(root, false);
  return () => {
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

/** Returns false for a link: what is behind it is not watched. */
function isFolder(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
