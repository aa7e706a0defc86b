/** Defines how the CDK bundles a handler into its asset. */
import { existsSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as nodejs from 'aws-cdk-lib/aws-lambda-nodejs';
import { type esbuildOptions, type OnDemand, onDemandOptions, PROJECT_ROOT } from './esbuild-options';

/** The input for the bundling of one function. */
export interface BundlingInput {
  /** The esbuild options of the bundle. */
  readonly esbuild: ReturnType<typeof esbuildOptions>;
  readonly architecture: lambda.Architecture;
  /** Whether the function handles passwords, so that its asset includes argon2, bcryptjs and the list of common passwords. */
  readonly takesPasswords: boolean;
  /** Further sources, built into files that the function loads on demand. */
  readonly onDemand: OnDemand;
  /** Texts to write into files next to the bundle, by file name. */
  readonly files: Readonly<Record<string, string>>;
}

/** Returns the CDK's bundling options, with hooks that add the files next to the bundle. */
export function bundlingOptions({
  esbuild,
  architecture,
  takesPasswords,
  onDemand,
  files,
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
    commandHooks: {
      beforeBundling: () => [],
      beforeInstall: () => [],
      afterBundling: (_input, output) => {
        writeFiles(output, files);
        return [
          ...(takesPasswords ? [copyPasswordPackages(output, architecture)] : []),
          ...(Object.keys(onDemand).length > 0
            ? [buildOnDemand(output, onDemandOptions(esbuild, onDemand))]
            : []),
        ];
      },
    },
  };
}

function mapEntries<Value>(
  values: Readonly<Record<string, Value>>,
  change: (name: string, value: Value) => [string, string],
): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => change(name, value)));
}

function copyPasswordPackages(output: string, architecture: lambda.Architecture): string {
  const name = architecture === lambda.Architecture.ARM_64 ? 'arm64' : 'x64';
  return `node "${scriptPath('copy-password-packages.mjs')}" "${output}" ${name}`;
}

function buildOnDemand(output: string, options: ReturnType<typeof onDemandOptions>): string {
  return `node "${scriptPath('build-on-demand.mjs')}" "${output}" ${encode(options)}`;
}

/**
 * Writes files next to the bundle, before it is built. A command of a shell could not carry them: Windows allows 8,191 characters. The
 * CDK also asks for the commands of a container, whose folder is not on this machine.
 */
function writeFiles(output: string, files: BundlingInput['files']): void {
  if (!existsSync(output)) return;
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(output, name), text);
}

function scriptPath(name: string): string {
  return path.join(__dirname, name);
}

/** Encodes a value as a command-line argument that every shell passes on unchanged. */
function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
