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
 * Makes a copy of the named folders and of what they need, in a temporary folder.
 * @returns where it is; whoever asked removes it
 */
export function copyProject(folders: readonly string[]): string {
  const project = mkdtempSync(join(tmpdir(), 'latchkey-copy-'));
  for (const name of [...folders, ...FILES]) {
    // the packages of the benchmarks' peers are many, and nobody's test needs them
    const filter = (path: string) => !path.endsWith(`${sep}node_modules`);
    cpSync(join(projectRoot, name), join(project, name), { recursive: true, filter });
  }
  symlinkSync(join(projectRoot, 'node_modules'), join(project, 'node_modules'), 'dir');
  return project;
}
