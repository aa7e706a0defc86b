import type { CognitoMigrationSettings } from '../../../../lib/stages/migration-settings';
import { migrationRules } from '../../../../lib/stages/rules/migration-rules';
import type { StageSettings } from '../../../../lib/stages/stage-settings';
import { stageSettings } from '../../../../lib/stages/stages';

const keepRules = (settings: Partial<StageSettings>) =>
  migrationRules.every((rule) => rule.holds({ ...stageSettings('dev'), ...settings }));
const keepsRules = (cognitoMigration: CognitoMigrationSettings) =>
  keepRules({ cognitoMigration }) && keepRules({ alsoGrant: { cognitoMigration } });
const pool = { userPoolId: 'eu-central-1_AbCdEfGhI', clientId: '1h57kf5cpq17m0eml12EXAMPLE' };

test('accepts no pool, and a pool with its client', () => {
  const sovereign = { ...pool, userPoolId: 'eusc-de-east-1_AbCdEfGhI' };
  expect([keepRules({}), keepsRules(pool), keepsRules(sovereign)]).toEqual([true, true, true]);
});

test.each([
  { userPoolId: 'AbCdEfGhI' },
  { userPoolId: 'eu-central-1_' },
  { userPoolId: 'eu-central-1_*' },
  { userPoolId: 'arn:aws:cognito-idp:eu-central-1:111122223333:userpool/eu-central-1_AbCdEfGhI' },
  { clientId: '' },
  { clientId: 'a,b' },
])('rejects %j', (fault) => {
  const cognitoMigration = { ...pool, ...fault };
  expect(keepRules({ cognitoMigration })).toBe(false);
  expect(keepRules({ alsoGrant: { cognitoMigration } })).toBe(false);
});
