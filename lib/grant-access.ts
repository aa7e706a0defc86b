/** Who may do what: every right that a function has beyond its logs and traces. */
import type { FunctionName } from '../lambda/environment';
import { keyPrefixes } from '../lambda/shared/table/key-prefixes';
import type { AuthTable } from './constructs/auth-table';
import type { NameHashKey } from './constructs/name-hash-key';
import type { ServiceFunction } from './constructs/service-function';
import type { SigningKeys } from './constructs/signing-keys';
import type { StageSettings } from './stage-settings';

/** What is granted from. */
export interface GrantSources {
  readonly settings: Pick<StageSettings, 'revocation'>;
  readonly table: AuthTable;
  readonly signingKeys: SigningKeys;
  readonly nameHashKey: NameHashKey;
}

/** Allows each function what it calls, and nothing else. */
export function grantAccess(functions: Record<FunctionName, ServiceFunction>, sources: GrantSources): void {
  const { authorizer, auth, foo, discovery } = functions;
  const { settings, table, signingKeys, nameHashKey } = sources;

  if (settings.revocation === 'immediate') {
    table.grantKeyPrefixes(authorizer, {
      actions: ['dynamodb:GetItem'],
      prefixes: [keyPrefixes.session],
      attributes: ['pk', 'sk', 'createdAt', 'expiresAt'],
    });
  }
  table.grantKeyPrefixes(auth, {
    actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
    prefixes: [keyPrefixes.login],
  });
  table.grantKeyPrefixes(auth, {
    actions: ['dynamodb:PutItem', 'dynamodb:DeleteItem'],
    prefixes: [keyPrefixes.session],
  });
  table.grantKeyPrefixes(foo, {
    actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'],
    prefixes: [keyPrefixes.foo],
  });
  table.grantKeyPrefixes(foo, {
    actions: ['dynamodb:GetItem', 'dynamodb:PutItem'],
    prefixes: [keyPrefixes.idempotency],
  });

  signingKeys.signing.grantSign(auth);
  nameHashKey.grantGenerateMac(auth);
  for (const key of signingKeys.accepted) {
    key.grantGetPublicKey(authorizer);
    key.grantGetPublicKey(discovery);
  }
}
