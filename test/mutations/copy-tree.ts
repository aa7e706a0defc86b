/** Copies the project's working tree, so that a mutation never touches a file of the project itself. */
import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

/** What git does not keep, and what no test reads. */
const LEFT_OUT = /^(node_modules|\.git|\.local|cdk\.out.*|coverage|dist|flame-graphs)$/;

/**
 * Copies the tree into a temporary folder. The packages are linked, not copied.
 * @returns the folder, which the caller removes with `removeTree`
 */
export function copyTree(root: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'latchkey-mutations-'));
  for (const name of readdirSync(root).filter((entry) => !LEFT_OUT.test(entry))) {
    cpSync(join(root, name), join(copy, name), {
      recursive: true,
      filter: (path) => !LEFT_OUT.test(basename(path)),
    });
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'dir');
  return copy;
}

/** Removes a copy. */
export function removeTree(copy: string): void {
  rmSync(copy, { recursive: true, force: true, maxRetries: 3 });
}
