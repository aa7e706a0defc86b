/** The rules for a stage's settings about users of another system. */
import type { StageRule } from './setting-rule';

export const migrationRules: readonly StageRule[] = [
  {
    setting: 'cognitoMigration',
    demand: 'must have the userPoolId of a Cognito user pool, such as eu-central-1_AbCdEfGhI, and a clientId',
    // https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminInitiateAuth.html
    holds: ({ cognitoMigration: migration }) =>
      migration === undefined ||
      (/^[a-z]{2}(-[a-z]+)+-\d_[0-9a-zA-Z]{1,40}$/.test(migration.userPoolId) &&
        /^[\w+]{1,128}$/.test(migration.clientId)),
  },
];
