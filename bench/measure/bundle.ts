/** Bundles a handler, ours or a peer's, as the stack has it bundled. */
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { esbuildOptions, PROJECT_ROOT } from '../../lib/bundling/esbuild-options';

/** What to bundle. */
export interface BundleRequest {
  /** Path of the source from the project's folder. */
  readonly entry: string;
  /** Where the bundle's own folder is made. */
  readonly folder: string;
  /** Name of the bundle's own folder. */
  readonly name: string;
  /** Whether argon2 and the list of common passwords are loaded from beside the bundle. @default false */
  readonly takesPasswords?: boolean;
  /** What differs from the stack's options. @default - nothing */
  readonly overrides?: BuildOptions;
}

/** A bundle. */
export interface Bundle {
  readonly file: string;
  /** Of the code alone: a source map is loaded by nobody. */
  readonly bytes: number;
  /** Names of the packages that it holds. */
  readonly packages: readonly string[];
}

/** Bundles one source. */
export async function bundle(request: BundleRequest): Promise<Bundle> {
  const { entry, folder, name, takesPasswords = false, overrides } = request;
  const file = join(folder, name, 'index.js');
  const own = esbuildOptions({ entry: join(PROJECT_ROOT, entry), takesPasswords });
  const { entryPoints, mainFields, external } = own;
  const options: BuildOptions = {
    ...own,
    entryPoints: [...entryPoints],
    mainFields: [...mainFields],
    external: [...external],
    ...overrides,
  };
  const { metafile } = await build({
    ...options,
    absWorkingDir: PROJECT_ROOT,
    outfile: file,
    metafile: true,
    logLevel: 'error',
  });
  const [, output] = Object.entries(metafile.outputs).find(([path]) => path.endsWith('.js')) ?? [];
  const packages = Object.keys(output?.inputs ?? {}).flatMap(
    (path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? [],
  );
  return { file, bytes: output?.bytes ?? 0, packages: [...new Set(packages)].sort() };
}

/**
 * What NodejsFunction gives esbuild when it is told nothing but to hold the SDK, which is what the CDK's documentation
 * recommends for a version of one's own.
 * @see https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_lambda_nodejs-readme.html
 */
export const nodejsFunctionDefaults = {
  minify: false,
  sourcemap: false,
  mainFields: ['main', 'module'],
  supported: {},
  alias: {},
} as const satisfies BuildOptions;
