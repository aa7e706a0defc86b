/** Rebuilds files of one function, where a stage selects them by settings that `synthesizeRelease` changes. */
import { cpSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { esbuildOptions, type OnDemand, onDemandOptions } from '../../lib/bundling/esbuild-options';
import { readResources } from '../support/change-template';
import { projectRoot } from '../support/synthesize';

/** The files of a function. */
export interface RebuiltFiles {
  /** The assembly, of `synthesizeRelease`: its assets are links. */
  readonly assembly: string;
  /** How the logical id of the function begins. */
  readonly id: string;
  /** Source files by name. `index` is the bundle of the handler. */
  readonly files: OnDemand;
}

/**
 * Replaces files in a copy of the function's asset.
 * @returns the folder of the copy
 */
export async function rebuildFiles({ assembly, id, files }: RebuiltFiles): Promise<string> {
  const [, resource] =
    Object.entries(readResources(assembly)).find(
      ([logicalId, { Type }]) => Type === 'AWS::Lambda::Function' && logicalId.startsWith(id),
    ) ?? [];
  const key: string = resource?.Properties.Code.S3Key;
  const asset = join(assembly, `asset.${key.replace(/\.zip$/, '')}`);
  const shared = realpathSync(asset);
  rmSync(asset);
  cpSync(shared, asset, { recursive: true });
  const options = onDemandOptions(esbuildOptions({ entry: 'index.js', takesPasswords: false }), files);
  const { mainFields, external, ...others } = options;
  await build({
    ...others,
    mainFields: [...mainFields],
    external: [...external],
    absWorkingDir: projectRoot,
    outdir: asset,
  });
  return asset;
}
