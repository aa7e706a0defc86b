/** Identifies the code of functions independently of the location of their assembly. */
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Returns the name of an asset's folder, which is derived from its content, or the text of inline code. */
export function describeCode(codePath: string): string {
  const name = basename(codePath);
  const file = join(codePath, 'index.js');
  return name.startsWith('asset.') || !existsSync(file) ? name : readFileSync(file, 'utf8');
}
