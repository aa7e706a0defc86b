import type { StageSettings } from '../../../../lib/stages/stage-settings';
import { evaluate } from '../../../../local/iam/evaluate';
import type { PolicyDocument } from '../../../../local/iam/policy';
import { small, synthStage } from '../../../support/synth-stack';
import { listRights, onItems, statementsOf } from '../factors/list-rights';

const without: Partial<StageSettings> = { ...small, secondFactor: 'optional' };
const on: Partial<StageSettings> = { ...without, passkeys: {} };
const signUp: Partial<StageSettings> = { ...without, passkeys: { signUp: true } };

/** Returns the rights that a function has with settings and not with others. */
const more = (name: string, settings: Partial<StageSettings>, base = without) => {
  const known = listRights(name, base);
  return listRights(name, settings).filter((right) => !known.includes(right));
};

test('factors stores passkeys and what leads to them', () => {
  const each = ['DeleteItem', 'GetItem', 'PutItem', 'UpdateItem'];
  expect(more('Factors', on)).toEqual(
    [...onItems('CREDENTIAL', ...each), ...onItems('PASSKEY', ...each, 'Query')].sort(),
  );
  expect(listRights('Factors', signUp)).toEqual(listRights('Factors', on));
});

test('auth uses and deletes passkeys, and adds them only with a sign-up', () => {
  expect(more('Auth', on)).toEqual(
    [
      ...onItems('CREDENTIAL', 'DeleteItem', 'GetItem', 'UpdateItem'),
      ...onItems('PASSKEY', 'BatchWriteItem', 'DeleteItem', 'GetItem', 'Query', 'UpdateItem'),
    ].sort(),
  );
  expect(more('Auth', signUp, on)).toEqual([
    ...onItems('CREDENTIAL', 'PutItem'),
    ...onItems('PASSKEY', 'PutItem'),
  ]);
});

test('no other function gains a right', () => {
  const template = synthStage('dev');
  for (const name of ['Authorizer', 'Foo', 'Discovery', 'Mail', 'MailFeedback']) {
    expect(JSON.stringify(statementsOf(template, name))).not.toMatch(/PASSKEY#|CREDENTIAL#/);
  }
});

test('with alsoGrant the grants exist before the routes and after them', () => {
  for (const name of ['Auth', 'Factors']) {
    expect(listRights(name, { ...without, alsoGrant: { passkeys: {} } })).toEqual(listRights(name, on));
    const early = { ...on, alsoGrant: { passkeys: { signUp: true } } };
    expect(listRights(name, early)).toEqual(listRights(name, signUp));
  }
});

describe.each([
  ['with passkeys', on, 'allow'],
  ['without passkeys', without, 'implicit-deny'],
])('an update of an account by factors %s', (_, settings, decision) => {
  const policy: PolicyDocument = { Statement: statementsOf(synthStage('dev', settings), 'Factors') };
  const ask = (...names: string[]) =>
    evaluate([policy], {
      action: 'dynamodb:UpdateItem',
      resource: 'Table',
      context: {
        'dynamodb:LeadingKeys': ['ACCOUNT#a'],
        'dynamodb:Attributes': ['pk', 'sk', 'state', 'securityVersion', ...names],
        'dynamodb:ReturnValues': ['UPDATED_NEW'],
      },
    }).decision;

  test('may name the passkeys only then, and never the password', () => {
    expect(ask('passkeys', 'factors', 'secondFactorSince')).toBe(decision);
    expect(ask('passkeys', 'passwordHash')).toBe('implicit-deny');
  });
});
