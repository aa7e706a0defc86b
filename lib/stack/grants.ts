/** The permissions of every function, beyond its logs and traces. */
import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { OptionalFeature } from '../../lambda/routes';
import { keyPrefixes } from '../../lambda/shared/table/key-prefixes';
import { selectOwnedData } from '../../lambda/shared/table/owned-data';
import type { ServiceFunction } from '../constructs/functions/service-function';
import type { KeyedHashKey } from '../constructs/keys/keyed-hash-key';
import type { SigningKeys } from '../constructs/keys/signing-keys';
import type { IdentityTable } from '../constructs/storage/identity-table';
import { featuresOf, type StageFunctions } from '../routes/features';
import type { StageSettings } from '../stages/stage-settings';
import { type GrantSettings, listGrantSettings } from './grant-settings';

/** The functions that start sessions and therefore sign tokens. The signing keys deny signing to all others. */
export const SESSION_STARTERS = ['auth'] as const satisfies readonly (keyof StageFunctions)[];

/** The resources to grant access to, and the settings that determine the grants. */
export interface GrantSources {
  readonly settings: GrantSettings & Pick<StageSettings, 'alsoGrant'>;
  readonly table: IdentityTable;
  readonly signingKeys: SigningKeys;
  /** The current key, and every key that a running version may still use. */
  readonly keyedHashKeys: readonly KeyedHashKey[];
}

/** The sources of an authorizer's grants. */
export interface AuthorizerGrantSources {
  /** The `revocation` setting of the authorizer. */
  readonly revocation: StageSettings['revocation'];
  readonly table: IdentityTable;
}

/** Allows each function its own AWS calls, and no others. */
export function grantAccess(functions: StageFunctions, sources: GrantSources): void {
  const { authorizer, auth, foo } = functions;
  const { table, signingKeys, keyedHashKeys } = sources;
  const granted = listGrantSettings(sources.settings);

  const isRead = granted.some(({ revocation }) => revocation === 'immediate');
  grantAuthorizer(authorizer, { revocation: isRead ? 'immediate' : 'on-expiry', table });
  table.grantKeyPrefixes(auth, {
    actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
    prefixes: [keyPrefixes.account, keyPrefixes.name],
  });
  table.grantKeyPrefixes(auth, {
    actions: [
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:UpdateItem',
      'dynamodb:DeleteItem',
      'dynamodb:Query',
      'dynamodb:BatchWriteItem',
    ],
    prefixes: [keyPrefixes.session],
  });
  grantOwnedData(auth, table, [...new Set(granted.flatMap(featuresOf))]);
  table.grantKeyPrefixes(auth, {
    actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
    prefixes: [keyPrefixes.throttle],
  });
  if (foo) grantFoos(foo, table);
  grantCodes(auth, table, granted);
  if (granted.some(({ activity }) => activity)) grantActivity(functions, table);

  for (const name of SESSION_STARTERS) {
    for (const key of signingKeys.all) key.grantSign(functions[name]);
  }
  for (const key of keyedHashKeys) key.grantGenerateMac(auth);
  const pools = granted.flatMap(({ cognitoMigration: migration }) => migration?.userPoolId ?? []);
  for (const pool of new Set(pools)) grantPasswordCheck(auth, pool);
}

/** Denies signing to all but the functions that start sessions. The keys' policies then refer to roles of the stack. */
export function denySigning(functions: StageFunctions, signingKeys: SigningKeys): void {
  signingKeys.denySignExcept(SESSION_STARTERS.map((name) => functions[name].role));
}

/** Allows the auth function to store the codes of apps, unless it has the grants of all challenges. */
function grantCodes(auth: ServiceFunction, table: IdentityTable, granted: readonly GrantSettings[]): void {
  const hasChallenges = granted.some(
    ({ email, secondFactor }) => email !== undefined || secondFactor !== 'off',
  );
  if (hasChallenges || granted.every(({ pages }) => pages === undefined)) return;
  table.grantKeyPrefixes(auth, {
    actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
    prefixes: [keyPrefixes.challenge],
  });
}

/** Allows the functions that change accounts to record it. */
function grantActivity({ auth, factors }: StageFunctions, table: IdentityTable): void {
  for (const recorder of [auth, factors]) {
    if (recorder) {
      table.grantKeyPrefixes(recorder, { actions: ['dynamodb:PutItem'], prefixes: [keyPrefixes.activity] });
    }
  }
}

/** Allows the auth function to export and delete the data that belongs to an account. */
function grantOwnedData(
  auth: ServiceFunction,
  table: IdentityTable,
  features: readonly OptionalFeature[],
): void {
  const { counts, items } = selectOwnedData(features);
  if (items.length > 0) {
    const prefixes = items.map(({ prefix }) => prefix);
    table.grantKeyPrefixes(auth, { actions: ['dynamodb:Query'], prefixes });
    // the action can also put items, but an item with only key attributes holds no data
    table.grantKeyPrefixes(auth, {
      actions: ['dynamodb:BatchWriteItem'],
      prefixes,
      attributes: ['pk', 'sk'],
    });
  }
  if (counts.length > 0) {
    table.grantKeyPrefixes(auth, {
      actions: ['dynamodb:Query', 'dynamodb:PutItem'],
      prefixes: counts.map(({ prefix }) => prefix),
    });
  }
}

function grantFoos(foo: ServiceFunction, table: IdentityTable): void {
  table.grantKeyPrefixes(foo, {
    actions: [
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:UpdateItem',
      'dynamodb:DeleteItem',
      'dynamodb:Query',
    ],
    prefixes: [keyPrefixes.foo],
  });
  table.grantKeyPrefixes(foo, {
    actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
    prefixes: [keyPrefixes.fooCount],
  });
  table.grantKeyPrefixes(foo, {
    actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
    prefixes: [keyPrefixes.idempotency],
  });
}

/** Allows the auth function to verify a password with a Cognito user pool. */
function grantPasswordCheck(auth: ServiceFunction, userPoolId: string): void {
  const [region = ''] = userPoolId.split('_');
  const pool = { service: 'cognito-idp', region, resource: 'userpool', resourceName: userPoolId };
  auth.grantPrincipal.addToPrincipalPolicy(
    new iam.PolicyStatement({
      actions: ['cognito-idp:AdminInitiateAuth'],
      resources: [Stack.of(auth).formatArn(pool)],
    }),
  );
}

/**
 * Allows an authorizer to check sessions. With `revocation: 'on-expiry'` it grants nothing, because tokens stay valid until they expire.
 * @public
 */
export function grantAuthorizer(
  authorizer: iam.IGrantable,
  { revocation, table }: AuthorizerGrantSources,
): void {
  if (revocation === 'immediate') {
    table.grantKeyPrefixes(authorizer, {
      actions: ['dynamodb:GetItem'],
      prefixes: [keyPrefixes.session],
      attributes: ['pk', 'sk', 'createdAt', 'expiresAt', 'v'],
    });
  }
}
