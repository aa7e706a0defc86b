/** The options by which esbuild turns a handler into what Lambda loads, for whoever builds it. */
import * as path from 'node:path';

/** Parts of the SDK that no call made here uses: nothing streams events. */
const UNUSED_PARTS = ['@smithy/core/event-streams'];

/** The folder that the paths in the options are relative to. */
export const PROJECT_ROOT = path.join(__dirname, '..', '..');

/** What a bundle is made of. */
export interface BundleSource {
  /** Path of the source file that exports the handler. */
  readonly entry: string;
  /** Whether the function takes passwords, and so loads argon2, bcryptjs and the list of common ones from beside its bundle. */
  readonly takesPasswords: boolean;
}

/**
 * Options under which a bundle starts fast: CommonJS (an ES module that imports `node:http` loads undici), the
 * packages' ES module sources (they shake), and imports at run time turned into plain requires. Names and meanings are
 * esbuild's; paths are relative to the project, so that they hold on every machine.
 * @see https://esbuild.github.io/api/
 */
export function esbuildOptions({ entry, takesPasswords }: BundleSource) {
  return {
    entryPoints: [fromRoot(path.resolve(entry))],
    outfile: 'index.js',
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node24',
    minify: true,
    // the map ships, for whoever sets NODE_OPTIONS=--enable-source-maps to read a stack trace; set always, it would
    // cost a tenth of the start
    sourcemap: true,
    // the sources stand in the repository; in the map they would be most of the asset
    sourcesContent: false,
    mainFields: ['module', 'main'],
    external: takesPasswords ? ['argon2', 'bcryptjs', '@zxcvbn-ts/language-common'] : [],
    supported: { 'dynamic-import': false },
    alias: {
      ...Object.fromEntries(UNUSED_PARTS.map((name) => [name, standIn('empty-module.js')])),
      '@aws-sdk/credential-provider-node': standIn('environment-credentials.mjs'),
      '@aws/lambda-invoke-store': standIn('no-invoke-store.mjs'),
      '@aws-sdk/endpoint-cache': standIn('no-endpoint-cache.mjs'),
      '@smithy/core/checksum': standIn('node-sha256.mjs'),
    },
  } as const;
}

/** Source files by the name, without extension, that each is loaded under from beside the bundle. */
export type OnDemand = Readonly<Record<string, string>>;

/** The same options for files that lie beside the bundle and are loaded on demand. */
export function onDemandOptions(options: ReturnType<typeof esbuildOptions>, onDemand: OnDemand) {
  const { entryPoints: _entry, outfile: _bundle, ...shared } = options;
  const entryPoints = Object.entries(onDemand).map(([name, file]) => [name, fromRoot(path.resolve(file))]);
  return { ...shared, entryPoints: Object.fromEntries(entryPoints) as OnDemand, outdir: '.' };
}

/** The options that build everything of an asset at once. */
export function assetOptions(options: ReturnType<typeof esbuildOptions>, onDemand: OnDemand) {
  if (Object.keys(onDemand).length === 0) return options;
  const { entryPoints, ...shared } = onDemandOptions(options, onDemand);
  const [entry] = options.entryPoints;
  return { ...shared, entryPoints: { index: entry, ...entryPoints } };
}

function standIn(name: string): string {
  return `./${fromRoot(path.join(__dirname, name))}`;
}

function fromRoot(file: string): string {
  return path.relative(PROJECT_ROOT, file).replaceAll(path.sep, '/');
}
