/** The rules for a stage's settings about users who migrate from another system. */
import type { CognitoMigrationSettings } from '../migration-settings';
import { isRegion, type StageRule } from './setting-rule';

export const migrationRules: readonly StageRule[] = [
  {
    setting: 'cognitoMigration',
    demand: 'must have the userPoolId of a Cognito user pool, such as eu-central-1_AbCdEfGhI, and a clientId',
    holds: ({ cognitoMigration }) => isMigration(cognitoMigration),
  },
  {
    setting: 'alsoGrant',
    demand: 'must have a cognitoMigration as the setting of that name, or none',
    holds: ({ alsoGrant }) => isMigration(alsoGrant.cognitoMigration),
  },
];

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminInitiateAuth.html */
function isMigration(migration: CognitoMigrationSettings | undefined): boolean {
  return (
    migration === undefined ||
    (isUserPoolId(migration.userPoolId) && /^[\w+]{1,128}$/.test(migration.clientId))
  );
}

function isUserPoolId(text: string): boolean {
  const [region = '', ...name] = text.split('_');
  return isRegion(region) && /^[0-9a-zA-Z]{1,40}$/.test(name.join('_'));
}
