/** Tells the code of functions apart, wherever their assembly lies. */
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** The name of an asset's folder, which is made of its content; the text of inline code. */
export function describeCode(codePath: string): string {
  const name = basename(codePath);
  const file = join(codePath, 'index.js');
  return name.startsWith('asset.') || !existsSync(file) ? name : readFileSync(file, 'utf8');
}
