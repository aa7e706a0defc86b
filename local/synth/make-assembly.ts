/** Synthesizes the app into a new, private folder. */
import { rmSync } from 'node:fs';
import { closeTree } from '../support/close-tree';
import { type Synthesis, synthesize } from './synthesize';

/**
 * Synthesizes the app. An earlier content of the folder is removed.
 * @returns the folder of the assembly
 */
export async function makeAssembly(synthesis: Synthesis): Promise<string> {
  rmSync(synthesis.output, { recursive: true, force: true });
  await synthesize(synthesis);
  // The CDK sets its own modes for the folders of assets.
  closeTree(synthesis.output);
  return synthesis.output;
}
