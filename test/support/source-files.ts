/** Reads the project's TypeScript files and their imports, for the architecture test. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';

/** One import of a file. */
export interface Import {
  /** A file of the project, such as `lambda/routes.ts`, or the import specifier of a package. */
  readonly target: string;
  readonly kind: 'file' | 'package';
  /** Whether it imports only types, which add nothing to a bundle. */
  readonly typeOnly: boolean;
}

/** A TypeScript file. */
export interface SourceFile {
  /** Relative to the project's folder, with forward slashes. */
  readonly path: string;
  readonly text: string;
  /** The text without the comments on separate lines. */
  readonly code: string;
  readonly imports: readonly Import[];
}

// import … from 'x' · export … from 'x' · import 'x' · import('x') · require('x')
const IMPORTS =
  /^(?:import|export)\s+(type\s(?:\s*\*\s)?)?(?:[^'";]*?\sfrom\s+)?['"]([^'"\n]+)['"]|\b(?:import|require)\(\s*['"]([^'"\n]+)['"]/gm;

/**
 * Reads every TypeScript file under the given folders, except those of installed packages.
 * @throws Error for a relative import of a missing file
 */
export function readSourceFiles(root: string, folders: readonly string[]): readonly SourceFile[] {
  const texts = new Map<string, string>();
  for (const folder of folders) {
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !/\.[cm]?ts$/.test(entry.name)) continue;
      const path = join(entry.parentPath, entry.name);
      if (path.includes('node_modules')) continue;
      texts.set(path.slice(root.length + 1).replaceAll('\\', '/'), readFileSync(path, 'utf8'));
    }
  }
  const known = new Set(texts.keys());
  return [...texts].map(([path, text]) => parseSource(path, text, known));
}

/** Returns the files with others added or replaced by path, as a change would do. */
export function withPlanted(
  files: readonly SourceFile[],
  planted: Readonly<Record<string, string>>,
): readonly SourceFile[] {
  const known = new Set([...files.map(({ path }) => path), ...Object.keys(planted)]);
  return [
    ...files.filter(({ path }) => !(path in planted)),
    ...Object.entries(planted).map(([path, text]) => parseSource(path, text, known)),
  ];
}

function parseSource(path: string, text: string, known: ReadonlySet<string>): SourceFile {
  const code = text.replace(/^\s*\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  return { path, text, code, imports: readImports(path, code, known) };
}

function readImports(path: string, code: string, known: ReadonlySet<string>): readonly Import[] {
  return [...code.matchAll(IMPORTS)].map(([, type, declared, called]): Import => {
    const specifier = declared ?? called ?? '';
    const typeOnly = type !== undefined;
    if (!specifier.startsWith('.')) return { target: specifier, kind: 'package', typeOnly };
    const base = posix.join(dirname(path).replaceAll('\\', '/'), specifier);
    // `import type * as Later from './later'` gives the type of an on-demand file, which is required at its
    // first use.
    const onDemand = type?.includes('*') ?? false;
    const target = [base, `${base}.ts`, `${base}/index.ts`].find((candidate) => known.has(candidate));
    // A file outside the folders, such as package.json or a script, keeps its path.
    return { target: target ?? base, kind: 'file', typeOnly: typeOnly && !onDemand };
  });
}

/** Returns the package of an import: `jose` for `jose/jwt`, `@aws-sdk/a` for `@aws-sdk/a/b`. */
export function packageOf(specifier: string): string {
  const parts = specifier.split('/');
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}

/** Returns every file that loading `path` loads, including itself. Type-only imports load nothing. */
export function loadedWith(files: readonly SourceFile[], path: string): readonly SourceFile[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  return [...trailsFrom(byPath, path).keys()].flatMap((loaded) => byPath.get(loaded) ?? []);
}

/**
 * Returns the files that loading a file loads, each with the chain of imports that leads to it, such as `a.ts
 * -> b.ts -> c.ts`. Files outside the given ones, such as JSON files, are included.
 */
export function trailsFrom(
  byPath: ReadonlyMap<string, SourceFile>,
  start: string,
): ReadonlyMap<string, string> {
  const trails = new Map([[start, start]]);
  // Iterating a map includes the entries that are added meanwhile.
  for (const [path, trail] of trails) {
    for (const { kind, target, typeOnly } of byPath.get(path)?.imports ?? []) {
      if (kind === 'file' && !typeOnly && !trails.has(target)) trails.set(target, `${trail} -> ${target}`);
    }
  }
  return trails;
}

/** Returns the cycles of imports, including types, each as the paths along it. */
export function findCycles(files: readonly SourceFile[]): readonly (readonly string[])[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const finished = new Set<string>();
  const cycles: string[][] = [];
  const visit = (path: string, trail: readonly string[]) => {
    const start = trail.indexOf(path);
    if (start >= 0) {
      cycles.push([...trail.slice(start), path]);
      return;
    }
    if (finished.has(path)) return;
    for (const { kind, target } of byPath.get(path)?.imports ?? []) {
      if (kind === 'file') visit(target, [...trail, path]);
    }
    finished.add(path);
  };
  for (const { path } of files) visit(path, []);
  return cycles;
}
