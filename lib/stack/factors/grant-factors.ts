/** The permissions of the functions that store and check second factors. */
import { keyPrefixes } from '../../../lambda/shared/table/key-prefixes';
import type { MailDelivery } from '../../constructs/email/mail-delivery';
import type { ServiceFunction } from '../../constructs/functions/service-function';
import type { FactorKey } from '../../constructs/keys/factor-key';
import type { IdentityTable } from '../../constructs/storage/identity-table';
import type { SecondFactorPolicy } from '../../stages/factors/factor-settings';

/** The functions and the resources that they share. */
export interface FactorGrantSources {
  /** The function that checks codes. */
  readonly auth: ServiceFunction;
  /** The function with which users manage their factors. */
  readonly factors: ServiceFunction;
  readonly key: FactorKey;
  readonly table: IdentityTable;
  /** The policies, of the running version and of the next. */
  readonly policies: readonly SecondFactorPolicy[];
  /** The use of passkeys. @default - accounts have no passkeys */
  readonly passkeys: { readonly signUp: boolean } | undefined;
  /** The delivery of notices. @default - the stage sends no mails */
  readonly mailDelivery?: MailDelivery | undefined;
}

/** What a change of the factors of an account names: the condition on its state and version, and the factors. */
const ACCOUNT_ATTRIBUTES = [
  'pk',
  'sk',
  'v',
  'state',
  'securityVersion',
  'factors',
  'secondFactorSince',
  'recoveryCodes',
  // the removal of the last factor also cancels a reset
  'factorsResetAt',
];

/**
 * What a change of the passkeys of an account names as well. Whether the account has a password changes only together with its
 * security version, so that a condition on the version covers it.
 */
const PASSKEY_ATTRIBUTES = ['passkeys'];

/** What an enrolment by a challenge reads of the challenge: see lambda/identity/factors/enrolment. */
const CHALLENGE_ATTRIBUTES = [
  'pk',
  'sk',
  'v',
  'purpose',
  'sub',
  'username',
  'securityVersion',
  'passwordDigest',
  'scope',
  'device',
  'addressDigest',
  'factor',
  'validUntil',
];

/** What the count of the secrets of a challenge names. */
const SECRET_COUNT_ATTRIBUTES = ['pk', 'sk', 'purpose', 'validUntil', 'factor', 'secrets'];

/** Allows the functions their own AWS calls, and no others. No function both encrypts and decrypts a secret. */
export function grantFactors(sources: FactorGrantSources): void {
  grantChecks(sources);
  grantManagement(sources);
}

/** Allows `auth` to confirm a factor, to check its codes, and to delete it with its account. */
function grantChecks({ auth, key, table, mailDelivery }: FactorGrantSources): void {
  table.grantKeyPrefixes(auth, {
    actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:Query'],
    prefixes: [keyPrefixes.factor],
  });
  // with e-mail it has them already, for resets
  if (!mailDelivery) {
    table.grantKeyPrefixes(auth, {
      actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
      prefixes: [keyPrefixes.challenge],
    });
  }
  key.grantDecrypt(auth);
}

/** Allows `factors` to add secrets, to change the factors of an account, and to request notices. */
function grantManagement(sources: FactorGrantSources): void {
  const { factors, key, table, policies, passkeys, mailDelivery } = sources;
  table.grantKeyPrefixes(factors, { actions: ['dynamodb:GetItem'], prefixes: [keyPrefixes.account] });
  // never the password hash, the scopes or the counts
  table.grantKeyPrefixes(factors, {
    actions: ['dynamodb:UpdateItem'],
    prefixes: [keyPrefixes.account],
    attributes: [...ACCOUNT_ATTRIBUTES, ...(passkeys ? PASSKEY_ATTRIBUTES : [])],
  });
  table.grantKeyPrefixes(factors, {
    actions: ['dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:DeleteItem'],
    prefixes: [keyPrefixes.factor],
  });
  // a token may outlive its session
  table.grantKeyPrefixes(factors, { actions: ['dynamodb:GetItem'], prefixes: [keyPrefixes.session] });
  if (policies.includes('required')) {
    // an account without a session enrols by a challenge: never its guesses, or the hash of a new password
    table.grantKeyPrefixes(factors, {
      actions: ['dynamodb:GetItem'],
      prefixes: [keyPrefixes.challenge],
      attributes: CHALLENGE_ATTRIBUTES,
    });
    table.grantKeyPrefixes(factors, {
      actions: ['dynamodb:UpdateItem'],
      prefixes: [keyPrefixes.challenge],
      attributes: SECRET_COUNT_ATTRIBUTES,
    });
  }
  key.grantEncrypt(factors);
  if (mailDelivery) {
    // a notice is counted before it is requested
    table.grantKeyPrefixes(factors, {
      actions: ['dynamodb:UpdateItem'],
      prefixes: [`${keyPrefixes.throttle}notice#`],
    });
    mailDelivery.grantSend(factors);
  }
}
