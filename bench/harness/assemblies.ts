/** Synthesizes the project's stages, each once. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../lib/bundling/esbuild-options';
import { synthesize } from '../../local/synth/synthesize';
import type { Bench } from '../section';

const made = new Map<string, Promise<string>>();

/** Returns the folder of a stage's assembly. The stage `test` hashes passwords at very low cost. */
export function assemblyOf(stage: 'dev' | 'test', { folder, say }: Bench): Promise<string> {
  const known = made.get(stage);
  if (known !== undefined) return known;
  say(`synthesizing the stage ${stage} …`);
  const parent = join(folder, 'assemblies');
  mkdirSync(parent, { recursive: true });
  const output = join(parent, stage);
  const making = synthesize({
    project: PROJECT_ROOT,
    stage,
    output,
    logFile: join(parent, `${stage}.log`),
  }).then(() => output);
  made.set(stage, making);
  return making;
}
