/**
 * Replaces the native modules of an asset, which are built for Lambda, with the modules installed in the
 * project.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FunctionDefinition } from '../template/model';

/** How the native modules of a function are loaded on this machine. */
export interface NativeModules {
  /** `<NAME>_PREBUILD` variables, which node-gyp-build reads. */
  readonly environment: Readonly<Record<string, string>>;
  /** Packages that do not use node-gyp-build: name → folder of the installed package. */
  readonly redirects: Readonly<Record<string, string>>;
  readonly found: readonly NativeModule[];
}

/** One package of an asset with native code. */
export interface NativeModule {
  readonly name: string;
  /** The folder from which its native code is loaded. */
  readonly folder: string;
  /** Whether this is the project's module instead of the asset's. */
  readonly replaced: boolean;
}

/**
 * Finds the native modules in an asset's `node_modules`.
 * @param codePath the folder of the asset
 * @param project the folder where the search for replacements begins
 */
export function findNativeModules(codePath: string, project: string): NativeModules {
  const environment: Record<string, string> = {};
  const redirects: Record<string, string> = {};
  const found = listPackages(join(codePath, 'node_modules'))
    .filter(({ folder }) => holdsNativeCode(folder))
    .map(({ name, folder }): NativeModule => {
      const installed = findInstalled(name, project);
      if (installed === undefined) return { name, folder, replaced: false };
      if (usesNodeGypBuild(folder)) environment[prebuildVariable(name)] = installed;
      else redirects[name] = installed;
      return { name, folder: installed, replaced: true };
    });
  return { environment, redirects, found };
}

/** Returns the native modules of functions without duplicates. */
export function listNativeModules(
  definitions: readonly Pick<FunctionDefinition, 'codePath'>[],
  project: string,
): readonly NativeModule[] {
  const codePaths = new Set(definitions.map(({ codePath }) => codePath));
  const found = [...codePaths].flatMap((codePath) => findNativeModules(codePath, project).found);
  return [...new Map(found.map((module) => [module.folder, module])).values()];
}

function listPackages(nodeModules: string): { name: string; folder: string }[] {
  if (!existsSync(nodeModules)) return [];
  return readdirSync(nodeModules, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .flatMap(({ name }) => {
      const folder = join(nodeModules, name);
      if (!name.startsWith('@')) return [{ name, folder }];
      return readdirSync(folder).map((inner) => ({ name: `${name}/${inner}`, folder: join(folder, inner) }));
    });
}

function holdsNativeCode(folder: string): boolean {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).some((file) => file.endsWith('.node'));
}

function usesNodeGypBuild(folder: string): boolean {
  const manifest = join(folder, 'package.json');
  const { dependencies } = existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')) : {};
  return dependencies?.['node-gyp-build'] !== undefined;
}

/** Returns the name of the variable, as node-gyp-build spells it. */
function prebuildVariable(name: string): string {
  return `${name.toUpperCase().replace(/-/g, '_')}_PREBUILD`;
}

function findInstalled(name: string, from: string): string | undefined {
  const folder = join(from, 'node_modules', name);
  if (existsSync(join(folder, 'package.json'))) return folder;
  const parent = dirname(from);
  return parent === from ? undefined : findInstalled(name, parent);
}
