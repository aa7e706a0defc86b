/** Lists the packages that the functions of a synthesized app ship, as found in the bundles. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import * as esbuild from 'esbuild';
import { ESBUILD_METADATA } from '../constructs/functions/service-function';
import { PROJECT_ROOT } from './esbuild-options';

/** A package in the deployed code. */
export interface ShippedPackage {
  readonly name: string;
  readonly version: string;
  /** The package's SPDX license expression. @default - the package declares no license */
  readonly license?: string;
  /** Descriptions of the functions that contain it, in alphabetical order. */
  readonly functions: readonly string[];
}

/** A function's build options and its asset. */
interface FunctionAsset {
  readonly description: string;
  readonly build: esbuild.BuildOptions;
  /** The asset's folder. */
  readonly folder: string;
}

/**
 * Bundles every function of an assembly again and reads from esbuild's metafile which packages it used. Packages in the assets'
 * `node_modules`, next to the bundles, are listed as well.
 * @param assembly the folder of a synthesized app, whose functions are `ServiceFunction`s
 * @throws Error when the assembly has no such function
 */
export async function listShippedPackages(assembly: string): Promise<readonly ShippedPackage[]> {
  const assets = existsSync(assembly) ? readAssets(assembly) : [];
  if (assets.length === 0)
    throw new Error(`${assembly} contains no function with a bundle: run npm run synth first`);
  const shipped = new Map<string, { folder: string; functions: Set<string> }>();
  for (const { description, build, folder } of assets) {
    for (const found of [...(await findBundled(build)), ...findBeside(folder)]) {
      const { name, version } = readManifest(found);
      const key = `${name}@${version}`;
      const entry = shipped.get(key) ?? { folder: found, functions: new Set<string>() };
      entry.functions.add(description);
      shipped.set(key, entry);
    }
  }
  return [...shipped.entries()]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, { folder, functions }]) => ({ ...readManifest(folder), functions: [...functions].sort() }));
}

function readAssets(assembly: string): readonly FunctionAsset[] {
  const templates = readdirSync(assembly).filter((file) => file.endsWith('.template.json'));
  return templates.flatMap((file) => {
    const { Resources: resources = {} } = readJson(path.join(assembly, file));
    const { files = {} } = readJson(path.join(assembly, file.replace('.template.json', '.assets.json')));
    return Object.values(resources as Record<string, Resource>).flatMap(({ Metadata, Properties }) => {
      const build = Metadata?.[ESBUILD_METADATA];
      if (build === undefined) return [];
      const hash = String(Properties?.Code?.S3Key).replace('.zip', '');
      const folder = path.join(assembly, files[hash]?.source?.path ?? '');
      return [{ description: String(Properties?.Description), build, folder }];
    });
  });
}

interface Resource {
  readonly Metadata?: Readonly<Record<string, esbuild.BuildOptions>>;
  readonly Properties?: { readonly Description?: string; readonly Code?: { readonly S3Key?: string } };
}

/** Returns the folders of the packages whose code is in a bundle. */
async function findBundled(build: esbuild.BuildOptions): Promise<readonly string[]> {
  const { metafile } = await esbuild.build({
    ...build,
    absWorkingDir: PROJECT_ROOT,
    write: false,
    metafile: true,
    logLevel: 'silent',
  });
  const inputs = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs));
  const folders = inputs.flatMap((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? []);
  return [...new Set(folders)].map((folder) => path.join(PROJECT_ROOT, folder));
}

/** Returns the folders of the packages that are copied next to a bundle. */
function findBeside(folder: string): readonly string[] {
  const modules = path.join(folder, 'node_modules');
  if (!existsSync(modules)) return [];
  return readdirSync(modules).flatMap((name) =>
    name.startsWith('@')
      ? readdirSync(path.join(modules, name)).map((inner) => path.join(modules, name, inner))
      : [path.join(modules, name)],
  );
}

function readManifest(folder: string): Omit<ShippedPackage, 'functions'> {
  const { name, version, license } = readJson(path.join(folder, 'package.json'));
  return { name, version, ...(typeof license === 'string' && { license }) };
}

function readJson(file: string) {
  return JSON.parse(readFileSync(file, 'utf8'));
}
