/** How the CDK has a handler bundled into its asset. */
import * as path from 'node:path';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as nodejs from 'aws-cdk-lib/aws-lambda-nodejs';
import { type esbuildOptions, PROJECT_ROOT } from './esbuild-options';

/** What the bundling of one function depends on. */
export interface BundlingInput {
  /** How esbuild builds it. */
  readonly esbuild: ReturnType<typeof esbuildOptions>;
  readonly architecture: lambda.Architecture;
  /** Whether the function takes passwords, and so needs argon2 and the list of common ones beside its bundle. */
  readonly takesPasswords: boolean;
}

/** The same options in the CDK's words, and what has to lie beside the bundle. */
export function bundlingOptions({
  esbuild,
  architecture,
  takesPasswords,
}: BundlingInput): nodejs.BundlingOptions {
  const { supported, alias } = esbuild;
  return {
    format: nodejs.OutputFormat.CJS,
    target: esbuild.target,
    minify: esbuild.minify,
    logLevel: nodejs.LogLevel.WARNING,
    sourceMap: esbuild.sourcemap,
    sourcesContent: esbuild.sourcesContent,
    mainFields: [...esbuild.mainFields],
    bundleAwsSDK: true,
    externalModules: [...esbuild.external],
    esbuildArgs: {
      ...mapEntries(supported, (feature, value) => [`--supported:${feature}`, String(value)]),
      ...mapEntries(alias, (name, file) => [`--alias:${name}`, path.join(PROJECT_ROOT, file)]),
    },
    ...(takesPasswords && { commandHooks: copyPasswordPackages(architecture) }),
  };
}

function mapEntries<Value>(
  values: Readonly<Record<string, Value>>,
  change: (name: string, value: Value) => [string, string],
): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => change(name, value)));
}

function copyPasswordPackages(architecture: lambda.Architecture): nodejs.ICommandHooks {
  const script = path.join(__dirname, 'copy-password-packages.mjs');
  const name = architecture === lambda.Architecture.ARM_64 ? 'arm64' : 'x64';
  return {
    beforeBundling: () => [],
    beforeInstall: () => [],
    afterBundling: (_input, output) => [`node "${script}" "${output}" ${name}`],
  };
}
