/** Finds a function's code on this machine: the folder of its asset, or a file with its inline code. */
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ResourceView } from '../assembly-view';
import { lacksExport } from '../check/lacks-export';
import { objectOf, type Properties, textOf, textsOf } from '../resolve/property';
import { findHandlerFile } from './handler-file';

/**
 * The location of the code. `problem`: the code is missing or broken; `notRun`: this kind of code is not run
 * locally.
 */
export type CodeLocation =
  | { readonly path: string }
  | { readonly problem: string }
  | { readonly notRun: string };

/** The sources of code. */
export interface CodeSources {
  readonly assetPaths: ReadonlyMap<string, string>;
  /** The folder to write inline code to; undefined if inline code is not run. */
  readonly inlineCodeFolder?: string | undefined;
}

function writeInline(folder: string, logicalId: string, code: string): string {
  const path = resolve(folder, logicalId.replaceAll('/', '-'));
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, 'index.js'), code);
  return path;
}

function checkHandler(path: string, properties: Properties): CodeLocation {
  const handler = textOf(properties, 'Handler') ?? '';
  const located = findHandlerFile(path, handler);
  if (located === undefined) {
    return { problem: `its handler ${handler || '(none)'} does not have the form file.export` };
  }
  const { file, exportPath } = located;
  if (file === undefined) return { problem: `its code asset has no file for the handler ${handler}` };
  if (lacksExport(file, exportPath, textsOf(objectOf(properties, 'Environment'), 'Variables'))) {
    return {
      problem: `its handler file ${file} does not export ${exportPath.join('.')}: export it or name another Handler`,
    };
  }
  return { path };
}

function checkAsset(path: string): string | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return `its code asset ${path} is missing: synthesize the app again`;
  return stats.isDirectory()
    ? undefined
    : `its code asset ${path} is not a folder: only unpacked assets are run`;
}

/** Returns the location of a function's code. */
export function findCode(fn: ResourceView, sources: CodeSources): CodeLocation {
  const properties = fn.properties();
  const code = objectOf(properties, 'Code');
  if (textOf(properties, 'PackageType') === 'Image' || code.ImageUri !== undefined) {
    return { notRun: 'container images are not run' };
  }
  if (!textOf(properties, 'Runtime')?.startsWith('nodejs')) {
    return { notRun: `the runtime ${textOf(properties, 'Runtime') ?? '(none)'} is not run, only Node.js is` };
  }
  const inline = textOf(code, 'ZipFile');
  if (inline !== undefined) {
    if (sources.inlineCodeFolder === undefined) return { notRun: 'inline code is not run' };
    return checkHandler(writeInline(sources.inlineCodeFolder, fn.logicalId, inline), properties);
  }
  const key = textOf(code, 'S3Key') ?? '';
  const hint = fn.metadata['aws:asset:path'];
  const path =
    sources.assetPaths.get(key) ?? (typeof hint === 'string' ? resolve(fn.directory, hint) : undefined);
  if (path === undefined)
    return { problem: `its code ${key || '(none)'} is not among the assembly's assets` };
  const problem = checkAsset(path);
  return problem === undefined ? checkHandler(path, properties) : { problem };
}
