/** Measures the memory of a process with all its descendants. */
import { execFileSync } from 'node:child_process';

/**
 * Returns the resident memory of a process and its descendants, in MB (10^6 bytes). Pages that two of them
 * share count twice, as in all such measurements here.
 */
export function measureMemory(pid: number): number {
  const processes = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,rss='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const family = new Set([pid]);
  // A parent may be listed after its child.
  for (let before = 0; before < family.size; ) {
    before = family.size;
    for (const [own = 0, parent = 0] of processes) if (family.has(parent)) family.add(own);
  }
  const kib = processes.reduce((sum, [own = 0, , rss = 0]) => sum + (family.has(own) ? rss : 0), 0);
  return (kib * 1024) / 1e6;
}
