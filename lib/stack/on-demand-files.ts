/** Lists the sources that become files next to a function's bundle, so that only requests that need them load them. */
import * as path from 'node:path';
import type { FunctionName } from '../../lambda/environment';
import type { OptionalFeature } from '../../lambda/routes';
import type { OnDemand } from '../bundling/esbuild-options';

const files: Readonly<Record<FunctionName, Readonly<Record<string, string>>>> = {
  authorizer: {},
  auth: {
    'breached-passwords': 'identity/passwords/breached-passwords.ts',
    'change-password': 'identity/authentication/change-password.ts',
    'change-username': 'identity/accounts/usernames/change-username.ts',
    'check-new-password': 'identity/passwords/check-new-password.ts',
    'client-address': 'shared/http/client-address.ts',
    'cognito-verifier': 'identity/passwords/cognito-verifier.ts',
    'delete-account': 'identity/accounts/delete-account.ts',
    'export-account': 'identity/accounts/export-account.ts',
    'imported-hashes': 'identity/passwords/imported-hashes/verify-imported-hash.ts',
    // also without e-mail: accounts may have an end from a time when the stage had it
    'limit-tokens': 'auth/tokens/limit-tokens.ts',
    // also without second factors: accounts may have one from a time when the stage had them
    'second-factor': 'auth/factors/without-second-factor.ts',
  },
  factors: { 'client-address': 'shared/http/client-address.ts' },
  foo: {},
  discovery: {
    'api-document': 'discovery/create-api-document.ts',
  },
  mail: {
    'address-seal': 'identity/email/notices/address-seal.ts',
    'compose-notice': 'mail/compose/compose-notice.ts',
  },
  'mail-feedback': {},
};

/** The files that a function has only in a stage with a feature. */
const filesOfFeatures: Readonly<
  Record<OptionalFeature, Partial<Record<FunctionName, Readonly<Record<string, string>>>>>
> = {
  example: {},
  email: {
    auth: {
      'email-address': 'auth/email/email-address.ts',
      notices: 'auth/email/notices.ts',
      'parse-email-address': 'identity/accounts/identifiers/email-address.ts',
    },
    discovery: { 'link-pages': 'discovery/link-pages/link-pages.ts' },
    factors: { notices: 'factors/notices.ts' },
  },
  factors: {
    auth: { 'second-factor': 'auth/factors/second-factor.ts' },
    mail: { 'compose-confirm-enrolment': 'mail/compose/compose-confirm-enrolment.ts' },
  },
  passkeys: {
    factors: { passkeys: 'factors/passkeys.ts' },
    auth: {
      passkeys: 'auth/passkeys/passkeys.ts',
      'passkey-verification': 'identity/passkeys/verification/verify-assertion.ts',
    },
  },
  'passkey-sign-up': { auth: { 'passkey-sign-up': 'auth/passkeys/sign-up.ts' } },
  'related-origins': {},
  pages: {
    auth: { pages: 'auth/pages/pages.ts' },
    factors: { pages: 'factors/pages/pages.ts' },
  },
  activity: {},
};

/**
 * Returns the sources of a function's on-demand files in a stage with these features, by name. Every function has a self-check and
 * the parser of error places.
 */
export function onDemandFiles(name: FunctionName, features: readonly OptionalFeature[]): OnDemand {
  const sources: Record<string, string> = Object.assign(
    {},
    files[name],
    ...features.map((feature) => filesOfFeatures[feature][name]),
    { 'list-places': 'shared/list-places.ts', 'self-check': `${name}/self-check.ts` },
  );
  return Object.fromEntries(Object.entries(sources).map(([file, source]) => [file, lambdaFile(source)]));
}

/** Returns the path of a source file under `lambda/`. */
export function lambdaFile(name: string): string {
  return path.join(__dirname, '..', '..', 'lambda', name);
}
