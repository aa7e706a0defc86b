/** The recording of the previous release: its assembly without source maps and packages, and items that it wrote. */
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { projectRoot } from '../support/synthesize';

/** The recorded part of an assembly. */
export interface PackedAssembly {
  /** Texts by path. */
  readonly files: Readonly<Record<string, string>>;
  /** Packages next to bundles, such as `asset.…/node_modules/argon2`, which come from this project. */
  readonly packages: readonly string[];
}

const FOLDER = join(__dirname, 'recorded');
/** The packed assembly. */
export const ASSEMBLY_FILE = join(FOLDER, 'assembly.json.br');
/** The recorded items and their user. */
export const ITEMS_FILE = join(FOLDER, 'items.json');

/** Files that are not code and that serving does not need. */
const LEFT_OUT = /(\.map|\.metadata\.json|^tree\.json|^validation-report\.json|^cdk\.out)$/;

/** Packs a synthesized assembly. */
export function packAssembly(assembly: string): PackedAssembly {
  const files: Record<string, string> = {};
  const packages: string[] = [];
  const visit = (folder: string) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      const name = relative(assembly, path).replaceAll('\\', '/');
      if (entry.name === 'node_modules') packages.push(...listPackages(path).map((one) => `${name}/${one}`));
      else if (entry.isDirectory()) visit(path);
      else if (!LEFT_OUT.test(name)) files[name] = readFileSync(path, 'utf8');
    }
  };
  visit(assembly);
  const sorted = Object.entries(files).sort(([one], [other]) => (one < other ? -1 : 1));
  return { files: Object.fromEntries(sorted), packages: packages.sort() };
}

/** Lists the packages of a `node_modules` folder, scoped packages as `@scope/name`. */
function listPackages(nodeModules: string): string[] {
  return readdirSync(nodeModules).flatMap((name) =>
    name.startsWith('@') ? readdirSync(join(nodeModules, name)).map((one) => `${name}/${one}`) : [name],
  );
}

/** Writes a packed assembly to a folder, so that it can be served. */
export function unpackAssembly({ files, packages }: PackedAssembly, folder: string): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  for (const path of packages) {
    const [, name = ''] = path.split('/node_modules/');
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    symlinkSync(join(projectRoot, 'node_modules', name), join(folder, path), 'dir');
  }
}

/** Returns the recorded assembly, or undefined if there is none. */
export function readRecording(): PackedAssembly | undefined {
  if (!existsSync(ASSEMBLY_FILE)) return undefined;
  return JSON.parse(brotliDecompressSync(readFileSync(ASSEMBLY_FILE)).toString('utf8'));
}

/** Records an assembly. */
export function writeRecording(assembly: PackedAssembly): void {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(ASSEMBLY_FILE, brotliCompressSync(JSON.stringify(assembly)));
}
