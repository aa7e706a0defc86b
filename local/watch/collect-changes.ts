/** Collects changes that come together. */

/** How they are collected. */
export interface CollectOptions {
  /** How long nothing may change before the changes are handed over, in milliseconds. @default 30 */
  readonly quietMs?: number;
  /**
   * Gets the paths that have changed.
   * @param since when the first of them changed, as `performance.now()` has it
   */
  onRest(paths: ReadonlySet<string>, since: number): void;
}

/** Changes that are being collected. */
export interface ChangeCollector {
  add(path: string): void;
  /** Drops what was not handed over yet. */
  stop(): void;
}

/** Hands changes over once they have come to rest: an editor writes a file in several steps. */
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
