/** The rules on which packages the folders may load. */
import { isBuiltin } from 'node:module';
import { loadedWith, packageOf, type SourceFile } from '../support/source-files';
import type { Rule } from './rule';

const packagesOf = ({ imports }: SourceFile) =>
  imports.filter(({ kind, target }) => kind === 'package' && !isBuiltin(target));

const ships = ({ path }: SourceFile) => /^(bin|lib|lambda|local|client)\//.test(path);

const VERIFICATION = 'lambda/identity/passkeys/verification/';

/** Stores, signers and handlers: the files that may use the AWS SDK. */
const ADAPTERS =
  /(accounts|identifier-pointers|account-attempts|account-usernames|account-emails|undeliverable-emails|account-resets|account-administration|email-administration|update-account|attempt-update|unknown-username-attempts|source-rate-limits|sessions|foos|keys|-counts|-item|account-data|partition|signer|hasher|handler|wiring\/[\w-]+|sdk\/[\w-]+|conditional-write|read-item|table\/table|attributes)\.ts$/;

/**
 * Creates the rules, some of which depend on the packages that the project declares.
 * @param declared returns the names of the packages that the file at a path may load
 */
export function createPackageRules(declared: (path: string) => readonly string[]): readonly Rule[] {
  return [
    {
      name: 'a package that the product loads is a dependency of the package that loads it',
      offences: (files) =>
        files.filter(ships).flatMap((file) =>
          packagesOf(file)
            .filter(({ typeOnly, target }) => !typeOnly && !declared(file.path).includes(packageOf(target)))
            .map(({ target }) => `${file.path}: ${target}`),
        ),
      planted: { 'lib/planted.ts': "import 'left-pad';" },
    },
    {
      name: 'functions and the local run load no part of the CDK',
      offences: (files) =>
        files
          .filter(({ path }) => /^(lambda|local)\//.test(path))
          .filter((file) =>
            packagesOf(file).some(({ target }) =>
              /^(aws-cdk|aws-cdk-lib|cdk-nag|constructs)$/.test(packageOf(target)),
            ),
          )
          .map(({ path }) => path),
      planted: { 'lambda/planted.ts': "import { Stack } from 'aws-cdk-lib';" },
    },
    {
      name: 'the authorizer loads jose, and neither the SDK nor a schema library',
      offences: (files) =>
        loadedWith(files, 'lambda/authorizer/handler.ts').flatMap((file) =>
          packagesOf(file)
            .filter(({ typeOnly, target }) => !typeOnly && packageOf(target) !== 'jose')
            .map(({ target }) => `${file.path}: ${target}`),
        ),
      planted: {
        'lambda/authorizer/handler.ts': "import './planted';",
        'lambda/authorizer/planted.ts': "import * as z from 'zod/mini';",
      },
    },
    {
      name: 'only stores, signers and handlers know the AWS SDK',
      offences: (files) =>
        files
          .filter(({ path }) => path.startsWith('lambda/') && !ADAPTERS.test(path))
          .filter((file) => packagesOf(file).some(({ target }) => target.startsWith('@aws-sdk/')))
          .map(({ path }) => path),
      planted: {
        'lambda/identity/authentication/planted.ts':
          "import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';",
      },
    },
    {
      name: 'only the verification of passkeys loads the WebAuthn library',
      offences: (files) =>
        files
          .filter((file) => ships(file) && !file.path.startsWith(VERIFICATION))
          .filter((file) =>
            packagesOf(file).some(({ target }) => packageOf(target) === '@simplewebauthn/server'),
          )
          .map(({ path }) => path),
      planted: {
        'lambda/identity/passkeys/planted.ts': "import { isoCBOR } from '@simplewebauthn/server/helpers';",
      },
    },
  ];
}
