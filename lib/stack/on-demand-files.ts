/** Which source files become files of their own beside a function's bundle, so that other requests pay nothing for them. */
import * as path from 'node:path';
import type { FunctionName } from '../../lambda/environment';
import type { OnDemand } from '../bundling/esbuild-options';

const files: Readonly<Record<FunctionName, Readonly<Record<string, string>>>> = {
  authorizer: {},
  auth: {
    'breached-passwords': 'identity/passwords/breached-passwords.ts',
    'change-username': 'identity/accounts/usernames/change-username.ts',
    'check-new-password': 'identity/passwords/check-new-password.ts',
    'client-address': 'shared/http/client-address.ts',
    'cognito-verifier': 'identity/passwords/cognito-verifier.ts',
    'delete-account': 'identity/accounts/delete-account.ts',
    'export-account': 'identity/accounts/export-account.ts',
    'imported-hashes': 'identity/passwords/imported-hashes/verify-imported-hash.ts',
  },
  foo: {},
  discovery: {
    'api-document': 'discovery/create-api-document.ts',
  },
};

/** The files of a function by name, with the paths of their sources. Each has a self-check, and what reads the places of an unexpected error. */
export function onDemandFiles(name: FunctionName): OnDemand {
  const sources = {
    ...files[name],
    'list-places': 'shared/list-places.ts',
    'self-check': `${name}/self-check.ts`,
  };
  return Object.fromEntries(Object.entries(sources).map(([file, source]) => [file, lambdaFile(source)]));
}

/** The path of a source of the functions. */
export function lambdaFile(name: string): string {
  return path.join(__dirname, '..', '..', 'lambda', name);
}
