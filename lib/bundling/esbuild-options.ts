/** The options with which esbuild turns a handler into the bundle that Lambda loads. */
import * as path from 'node:path';

/** Parts of the SDK that no call uses: the functions do not stream events. */
const UNUSED_PARTS = ['@smithy/core/event-streams'];

/**
 * Parts of the WebAuthn library that read certificates. No attestation is accepted, so no certificate is read. The
 * replacement is a CommonJS module: esbuild refuses an ES module without the names that are imported.
 */
const CERTIFICATE_PARTS = [
  '@peculiar/asn1-android',
  '@peculiar/asn1-ecc',
  '@peculiar/asn1-rsa',
  '@peculiar/asn1-x509',
  '@peculiar/asn1-x509-post-quantum',
  '@peculiar/x509',
  'reflect-metadata',
];

/** The folder that the paths in the options are relative to. */
export const PROJECT_ROOT = path.join(__dirname, '..', '..');

/** The source of a bundle. */
export interface BundleSource {
  /** Path of the source file that exports the handler. */
  readonly entry: string;
  /** Whether the function handles passwords, so that it loads argon2, bcryptjs and the list of common passwords from next to its bundle. */
  readonly takesPasswords: boolean;
}

/**
 * Returns options for a fast cold start. The format is CommonJS, because an ES module that imports `node:http` loads undici. The
 * packages' ES module sources are preferred, because esbuild removes unused code from them. Dynamic imports become plain
 * `require` calls. Names and meanings are esbuild's. Paths are relative to the project, so they hold on every machine.
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
    // operators read stack traces with NODE_OPTIONS=--enable-source-maps; that option is not set by default, because it makes the
    // cold start a tenth slower
    sourcemap: true,
    // the sources are in the repository; in the map they would be most of the asset
    sourcesContent: false,
    mainFields: ['module', 'main'],
    external: takesPasswords ? ['argon2', 'bcryptjs', '@zxcvbn-ts/language-common'] : [],
    supported: { 'dynamic-import': false },
    alias: {
      ...Object.fromEntries(
        [...UNUSED_PARTS, ...CERTIFICATE_PARTS].map((name) => [name, standIn('empty-module.js')]),
      ),
      '@aws-sdk/credential-provider-node': standIn('environment-credentials.mjs'),
      '@aws/lambda-invoke-store': standIn('no-invoke-store.mjs'),
      '@aws-sdk/endpoint-cache': standIn('no-endpoint-cache.mjs'),
      '@smithy/core/checksum': standIn('node-sha256.mjs'),
      '@peculiar/asn1-schema': standIn('ecdsa-signature-parser.mjs'),
    },
  } as const;
}

/** Source files by the name, without extension, under which the function loads each from next to the bundle. */
export type OnDemand = Readonly<Record<string, string>>;

/** Returns the same options for the files that the function loads on demand from next to the bundle. */
export function onDemandOptions(options: ReturnType<typeof esbuildOptions>, onDemand: OnDemand) {
  const { entryPoints: _entry, outfile: _bundle, ...shared } = options;
  const entryPoints = Object.entries(onDemand).map(([name, file]) => [name, fromRoot(path.resolve(file))]);
  return { ...shared, entryPoints: Object.fromEntries(entryPoints) as OnDemand, outdir: '.' };
}

/** Returns the options that build every file of an asset in one run. */
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
