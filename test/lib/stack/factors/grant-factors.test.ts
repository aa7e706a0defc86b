import type { StageSettings } from '../../../../lib/stages/stage-settings';
import { evaluate } from '../../../../local/iam/evaluate';
import type { PolicyDocument, Statement } from '../../../../local/iam/policy';
import { small, synthStage } from '../../../support/synth-stack';
import { listRights, onItems, statementsOf } from './list-rights';

const optional: Partial<StageSettings> = { ...small, secondFactor: 'optional' };

const STATE = ['state', 'securityVersion'];

const ofFactors = [
  ...onItems('FACTOR', 'DeleteItem'),
  ...onItems('ACCOUNT', 'GetItem'),
  ...onItems('SESSIONS', 'GetItem'),
  ...onItems('FACTOR', 'PutItem', 'Query'),
  ...onItems('ACCOUNT', 'UpdateItem'),
  'kms:Encrypt on FactorKey',
];

test('factors reads accounts, changes their factors, stores secrets and encrypts them', () => {
  expect(listRights('Factors', optional)).toEqual(ofFactors);
});

test('auth decrypts, confirms and deletes secrets, and stores challenges', () => {
  const without = listRights('Auth', small);
  const more = listRights('Auth', optional).filter((right) => !without.includes(right));
  expect(more).toEqual(
    [
      ...onItems('CHALLENGE', 'DeleteItem', 'GetItem', 'PutItem', 'UpdateItem'),
      ...onItems('FACTOR', 'BatchWriteItem', 'DeleteItem', 'GetItem', 'Query', 'UpdateItem'),
      'kms:Decrypt on FactorKey',
    ].sort(),
  );
});

test('the role of imports may encrypt, and not decrypt', () => {
  const role = 'arn:aws:iam::111122223333:role/Operators';
  const template = synthStage('dev', { ...optional, factorImportRoleArn: role });
  const keys = Object.values(template.findResources('AWS::KMS::Key'));
  const statements: readonly Statement[] = keys.flatMap(({ Properties }) => Properties.KeyPolicy.Statement);
  const exceptionsOf = (sid: string) =>
    [statements.find(({ Sid }) => Sid === sid)?.Condition?.ArnNotEquals?.['aws:PrincipalArn']].flat();
  expect(exceptionsOf('DenyEncryptExceptWriters')).toEqual([expect.any(Object), role]);
  expect(exceptionsOf('DenyDecryptExceptReaders')).toEqual([expect.any(Object)]);
  expect(JSON.stringify(template.findResources('AWS::IAM::Policy'))).not.toContain(role);
});

test('the stack has the outputs that operators need, and only in a stage with the feature', () => {
  expect(synthStage('dev', optional).findOutputs('FactorKeyId')).toHaveProperty('FactorKeyId');
  expect(synthStage('dev', small).toJSON().Outputs).not.toHaveProperty('FactorKeyId');
});

describe('an update of an account by factors', () => {
  const policy: PolicyDocument = { Statement: statementsOf(synthStage('dev', optional), 'Factors') };
  const ask = (names: readonly string[], returned = 'UPDATED_NEW', key = 'ACCOUNT#a') =>
    evaluate([policy], {
      action: 'dynamodb:UpdateItem',
      resource: 'Table',
      context: {
        'dynamodb:LeadingKeys': [key],
        'dynamodb:Attributes': ['pk', 'sk', ...names],
        'dynamodb:ReturnValues': [returned],
      },
    }).decision;

  test('may name the factors, their reset, the state and the security version', () => {
    expect(ask([...STATE, 'factors', 'secondFactorSince', 'recoveryCodes', 'factorsResetAt'])).toBe('allow');
  });

  test.each(['passwordHash', 'scopes', 'username', 'email', 'devices', 'factorFailures', 'factorAttemptAt'])(
    'may not name %s',
    (name) => {
      expect(ask(['factors', name])).toBe('implicit-deny');
    },
  );

  test('may not return the whole account, and changes no item of another kind', () => {
    expect(ask(['factors'], 'ALL_NEW')).toBe('implicit-deny');
    expect(ask(['factors'], 'UPDATED_NEW', 'SESSIONS#a')).toBe('implicit-deny');
  });
});
