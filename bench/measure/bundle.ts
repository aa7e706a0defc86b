/** Bundles a handler, ours or a peer's, as the stack does. */
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { esbuildOptions, PROJECT_ROOT } from '../../lib/bundling/esbuild-options';

/** A handler to bundle. */
export interface BundleRequest {
  /** The source's path, relative to the project's folder. */
  readonly entry: string;
  /** The folder in which the bundle's own folder is created. */
  readonly folder: string;
  /** Name of the bundle's own folder. */
  readonly name: string;
  /**
   * Whether argon2 and the list of common passwords are loaded from files next to the bundle. @default false
   */
  readonly takesPasswords?: boolean;
  /** Options that differ from the stack's. @default - none */
  readonly overrides?: BuildOptions;
}

/** A bundle. */
export interface Bundle {
  readonly file: string;
  /** The size of the code. The source map is not counted, because a request does not load it. */
  readonly bytes: number;
  /** The names of the packages in it. */
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
 * The options that NodejsFunction passes to esbuild by default, except that the SDK is bundled. The CDK's
 * documentation recommends that for pinning the SDK's version.
 * @see https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_lambda_nodejs-readme.html
 */
export const nodejsFunctionDefaults = {
  minify: false,
  sourcemap: false,
  mainFields: ['main', 'module'],
  supported: {},
  alias: {},
} as const satisfies BuildOptions;
