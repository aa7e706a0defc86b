/** Ends child processes with the benchmarks, however these end. */
import type { ChildProcess } from 'node:child_process';

const children = new Set<ChildProcess>();

process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const) {
  process.on(signal, () => process.exit(code));
}

/**
 * Kills a child when this process ends.
 * @returns a function that cancels this, for a child that has ended
 */
export function endAtExit(child: ChildProcess): () => void {
  children.add(child);
  return () => children.delete(child);
}
