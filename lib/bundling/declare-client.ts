/** Writes the type declarations of the client's modules, for every module resolution of TypeScript. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';

const root = path.join(__dirname, '..', '..');
const tsc = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc');

/**
 * Writes the declarations.
 * @param folder the output folder
 * @throws Error when the client's types have errors, which the compiler prints
 */
export function declareClient(folder: string): void {
  const options = ['--project', path.join(root, 'client'), '--outDir', folder];
  execFileSync(process.execPath, [tsc, ...options], { stdio: 'inherit' });
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.d.ts'))) {
    const file = path.join(folder, name);
    // without an extension, `nodenext` resolves no file and every imported type becomes `any`
    const text = readFileSync(file, 'utf8').replace(/(\bfrom '|\bimport\(")(\.\/[\w-]+)(?=['"])/g, '$1$2.js');
    writeFileSync(file, text);
  }
}
