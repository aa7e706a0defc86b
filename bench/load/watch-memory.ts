/** Measures the memory of the local run under a load test. */
import { findLocalRun } from '../../bin/find-local-run';
import { measureMemory } from '../measure/measure-memory';

/** Memory over time. */
export interface MemoryWatch {
  /** Samples in MB, in the order of time. */
  readonly samples: readonly number[];
  stop(): void;
}

const INTERVAL_MS = 10_000;

/**
 * Starts to measure. Returns undefined unless the URL is that of a local run of the project in the working
 * directory.
 */
export function watchMemory(url: string): MemoryWatch | undefined {
  const pid = findPid(new URL(url));
  if (pid === undefined) return undefined;
  const samples: number[] = [];
  const measure = () => {
    const memory = measureMemory(pid);
    // 0 when the process has ended.
    if (memory > 0) samples.push(memory);
  };
  measure();
  const timer = setInterval(measure, INTERVAL_MS);
  return {
    samples,
    stop: () => {
      clearInterval(timer);
      measure();
    },
  };
}

function findPid({ hostname, port }: URL): number | undefined {
  if (!/^(localhost|127\.0\.0\.1)$/.test(hostname)) return undefined;
  try {
    return findLocalRun(port).pid;
  } catch {
    return undefined;
  }
}
