/** Finds the sources of a CDK app's template. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { withEsbuild } from '../support/esbuild-service';

/**
 * Follows the imports of the file that the `app` command of cdk.json runs.
 * @returns absolute paths; undefined if that file is not JavaScript or TypeScript, or cannot be read at the
 * moment
 */
export async function findAppInputs(project: string): Promise<ReadonlySet<string> | undefined> {
  try {
    const { app } = JSON.parse(readFileSync(join(project, 'cdk.json'), 'utf8'));
    const entry = String(app)
      .split(/[\s"']+/)
      .find((word) => /\.[cm]?[jt]sx?$/.test(word) && existsSync(join(project, word)));
    if (entry === undefined) return undefined;
    const { metafile } = await withEsbuild(() =>
      build({
        absWorkingDir: project,
        entryPoints: [entry],
        bundle: true,
        write: false,
        metafile: true,
        outdir: 'unwritten',
        platform: 'node',
        packages: 'external',
        logLevel: 'silent',
      }),
    );
    return new Set(Object.keys(metafile.inputs).map((path) => join(project, path)));
  } catch {
    return undefined;
  }
}
