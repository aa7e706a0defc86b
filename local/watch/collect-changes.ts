/** Collects changes that occur close together. */

/** How changes are collected. */
export interface CollectOptions {
  /** How long no file may change before the changes are reported, in milliseconds. @default 30 */
  readonly quietMs?: number;
  /**
   * Receives the changed paths.
   * @param since the time of the first change, by `performance.now()`
   */
  onRest(paths: ReadonlySet<string>, since: number): void;
}

/** A collection of changes. */
export interface ChangeCollector {
  add(path: string): void;
  /** Drops the changes that are not reported yet. */
  stop(): void;
}

/** Reports changes after a quiet period, because an editor writes a file in several steps. */
export function collectChanges({ quietMs = 30, onRest }: CollectOptions): ChangeCollector {
  let changed = new Set<string>();
  let since: number | undefined;
  let timer: NodeJS.Timeout | undefined;

  function handOver(): void {
    const [paths, first] = [changed, since ?? performance.now()];
    changed = new Set();
    since = undefined;
    onRest(paths, first);
  }

  return {
    add(path) {
      since ??= performance.now();
      changed.add(path);
      clearTimeout(timer);
      timer = setTimeout(handOver, quietMs);
      timer.unref();
    },
    stop: () => clearTimeout(timer),
  };
}
