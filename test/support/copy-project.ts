/** Copies the project, for a test that changes it as a reader of its documents would. */
import { cpSync, mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { projectRoot } from './synthesize';

const FILES = [
  'cdk.json',
  'jest.config.js',
  'openapi.json',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];

/**
 * Copies the named folders and the files they need to a temporary folder.
 * @returns its path; the caller removes it
 */
export function copyProject(folders: readonly string[]): string {
  const project = mkdtempSync(join(tmpdir(), 'latchkey-copy-'));
  for (const name of [...folders, ...FILES]) {
    // The benchmarks' peers have many packages, which no test needs.
    const filter = (path: string) => !path.endsWith(`${sep}node_modules`);
    cpSync(join(projectRoot, name), join(project, name), { recursive: true, filter });
  }
  symlinkSync(join(projectRoot, 'node_modules'), join(project, 'node_modules'), 'dir');
  return project;
}
