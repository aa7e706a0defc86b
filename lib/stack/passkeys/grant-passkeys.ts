/** The permissions of the functions that store and check passkeys. */
import { keyPrefixes } from '../../../lambda/shared/table/key-prefixes';
import type { ServiceFunction } from '../../constructs/functions/service-function';
import type { IdentityTable } from '../../constructs/storage/identity-table';

/** The functions and the table. */
export interface PasskeyGrantSources {
  /** The function that signs users in. */
  readonly auth: ServiceFunction;
  /** The function with which users manage their passkeys. */
  readonly factors: ServiceFunction;
  readonly table: IdentityTable;
  /** Whether `auth` also creates accounts with a passkey. */
  readonly signUp: boolean;
}

const { passkey, credential } = keyPrefixes;

/** Allows the functions their own AWS calls, and no others. Only `factors` adds passkeys to an account that exists. */
export function grantPasskeys({ auth, factors, table, signUp }: PasskeyGrantSources): void {
  // to list them, as all data of an account, it may already
  table.grantKeyPrefixes(auth, {
    actions: [
      'dynamodb:GetItem',
      'dynamodb:UpdateItem',
      'dynamodb:DeleteItem',
      ...(signUp ? ['dynamodb:PutItem'] : []),
    ],
    prefixes: [passkey, credential],
  });
  table.grantKeyPrefixes(factors, { actions: ['dynamodb:Query'], prefixes: [passkey] });
  table.grantKeyPrefixes(factors, {
    actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
    prefixes: [passkey, credential],
  });
}
