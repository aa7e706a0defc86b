/** How esbuild turns a handler into what Lambda loads. */
import * as path from 'node:path';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as nodejs from 'aws-cdk-lib/aws-lambda-nodejs';

/** Sources of credentials that a Lambda function never has; its own come in environment variables. */
const UNUSED_CREDENTIAL_PROVIDERS = ['http', 'ini', 'login', 'process', 'sso', 'web-identity'].map(
  (provider) => `@aws-sdk/credential-provider-${provider}`,
);

/** What the bundling of one function depends on. */
export interface BundlingInput {
  readonly architecture: lambda.Architecture;
  /** Whether the function hashes passwords, and so needs argon2's binary beside its bundle. */
  readonly withArgon2: boolean;
}

/**
 * Options under which a bundle starts fast: CommonJS (an ES module that imports `node:http` loads undici), the
 * packages' ES module sources (they shake), and imports at run time turned into plain requires.
 */
export function bundlingOptions({ architecture, withArgon2 }: BundlingInput): nodejs.BundlingOptions {
  return {
    format: nodejs.OutputFormat.CJS,
    target: 'node24',
    minify: true,
    logLevel: nodejs.LogLevel.WARNING,
    // the map ships, for whoever sets NODE_OPTIONS=--enable-source-maps to read a stack trace; set always, it would
    // cost a tenth of the start
    sourceMap: true,
    // the sources stand in the repository; in the map they would be most of the asset
    sourcesContent: false,
    mainFields: ['module', 'main'],
    bundleAwsSDK: true,
    externalModules: withArgon2 ? ['argon2'] : [],
    esbuildArgs: {
      '--supported:dynamic-import': 'false',
      ...Object.fromEntries(
        [...UNUSED_CREDENTIAL_PROVIDERS, '@smithy/credential-provider-imds'].map((name) => [
          `--alias:${name}`,
          path.join(__dirname, 'empty-module.js'),
        ]),
      ),
    },
    ...(withArgon2 && { commandHooks: copyArgon2(architecture) }),
  };
}

function copyArgon2(architecture: lambda.Architecture): nodejs.ICommandHooks {
  const script = path.join(__dirname, 'copy-argon2.mjs');
  const name = architecture === lambda.Architecture.ARM_64 ? 'arm64' : 'x64';
  return {
    beforeBundling: () => [],
    beforeInstall: () => [],
    afterBundling: (_input, output) => [`node "${script}" "${output}" ${name}`],
  };
}
