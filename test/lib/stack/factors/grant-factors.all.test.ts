import {
  COUNT_ATTRIBUTES,
  READ_ATTRIBUTES,
} from '../../../../lambda/identity/factors/enrolment/enrolment-challenges';
import type { StageSettings } from '../../../../lib/stages/stage-settings';
import { stageSettings } from '../../../../lib/stages/stages';
import { evaluate } from '../../../../local/iam/evaluate';
import type { PolicyDocument } from '../../../../local/iam/policy';
import { small, synthStage } from '../../../support/synth-stack';
import { listRights, onItems, statementsOf } from './list-rights';

const { email } = stageSettings('dev');
const optional: Partial<StageSettings> = { ...small, secondFactor: 'optional' };
const required: Partial<StageSettings> = { ...small, secondFactor: 'required' };
const ofFactors = listRights('Factors', optional);

test('with required, factors also reads challenges and names their secrets, and auth gets no more rights', () => {
  const more = listRights('Factors', required).filter((right) => !ofFactors.includes(right));
  expect(more).toEqual(onItems('CHALLENGE', 'GetItem', 'UpdateItem'));
  expect(listRights('Auth', required)).toEqual(listRights('Auth', optional));
});

test('factors neither reads the hash of a new password in a challenge, nor changes its guesses', () => {
  const policy: PolicyDocument = { Statement: statementsOf(synthStage('dev', required), 'Factors') };
  const ask = (action: string, names: readonly string[]) =>
    evaluate([policy], {
      action: `dynamodb:${action}`,
      resource: 'Table',
      context: {
        'dynamodb:LeadingKeys': ['CHALLENGE#a'],
        'dynamodb:Attributes': ['pk', 'sk', ...names],
        'dynamodb:Select': ['SPECIFIC_ATTRIBUTES'],
        'dynamodb:ReturnValues': ['NONE'],
      },
    }).decision;
  expect(ask('GetItem', READ_ATTRIBUTES)).toBe('allow');
  expect(ask('UpdateItem', COUNT_ATTRIBUTES)).toBe('allow');
  for (const name of ['newPasswordHash', 'attempts']) {
    expect(ask('GetItem', ['purpose', name])).toBe('implicit-deny');
    expect(ask('UpdateItem', ['purpose', name])).toBe('implicit-deny');
  }
});

test('with e-mail, factors also counts and requests notices', () => {
  const more = listRights('Factors', { ...optional, email }).filter((right) => !ofFactors.includes(right));
  expect(more).toEqual(['dynamodb:UpdateItem on THROTTLE#notice#*', 'sqs:SendMessage on MailDeliveryQueue']);
});

test('with e-mail, auth has no more grants of challenges than without second factors', () => {
  const without = listRights('Auth', { ...small, email });
  const more = listRights('Auth', { ...optional, email }).filter((right) => !without.includes(right));
  expect(more).toEqual(
    [
      ...onItems('FACTOR', 'BatchWriteItem', 'DeleteItem', 'GetItem', 'Query', 'UpdateItem'),
      'kms:Decrypt on FactorKey',
    ].sort(),
  );
});

test('no other function may use the key or the secrets', () => {
  const template = synthStage('dev', { secondFactor: 'required', exampleRoutes: true });
  for (const name of ['Authorizer', 'Foo', 'Discovery', 'Mail', 'MailFeedback']) {
    expect(JSON.stringify(statementsOf(template, name))).not.toMatch(/FACTOR#|FactorKey/);
  }
});

test('with alsoGrant the key and the function exist before the routes, and after them', () => {
  const alsoGrant = { secondFactor: 'required' } as const;
  expect(listRights('Auth', { ...small, alsoGrant })).toEqual(listRights('Auth', required));
  expect(listRights('Factors', { ...small, alsoGrant })).toEqual(listRights('Factors', required));
  // one release before the change from optional to required
  expect(listRights('Factors', { ...optional, alsoGrant })).toEqual(listRights('Factors', required));
  const early = synthStage('dev', { ...small, alsoGrant });
  early.resourcePropertiesCountIs('AWS::ApiGateway::Resource', { PathPart: 'factors' }, 0);
  const auth = Object.entries(early.findResources('AWS::Lambda::Function')).find(([id]) =>
    id.startsWith('AuthHandler'),
  );
  expect(JSON.stringify(auth)).not.toMatch(/FACTOR_KEY|SECOND_FACTOR|factors\/second-factor/);
});
