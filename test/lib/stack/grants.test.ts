import { Match, type Template } from 'aws-cdk-lib/assertions';
import type { StageSettings } from '../../../lib/stages/stage-settings';
import { stageSettings } from '../../../lib/stages/stages';
import { small, synthStage } from '../../support/synth-stack';

interface Statement {
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: Record<string, Record<string, string[]>>;
}

const cognitoMigration = { userPoolId: 'eu-west-1_AbCdEfGhI', clientId: 'client' };

/** Returns a function's permissions for the table and the keys, as `action on prefix or key`. */
function rightsOf(name: string, settings: Partial<StageSettings> = {}): string[] {
  return statementsOf(synthStage('dev', settings), name)
    .flatMap((statement) => {
      const prefixes = statement.Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'];
      const things = prefixes ?? [statement.Resource].flat().map(resourceName);
      return [statement.Action].flat().flatMap((action) => things.map((thing) => `${action} on ${thing}`));
    })
    .filter((right) => /^(dynamodb|kms|sqs|ses):/.test(right))
    .sort();
}

function statementsOf(template: Template, name: string): Statement[] {
  return Object.entries(template.findResources('AWS::IAM::Policy'))
    .filter(([id]) => id.startsWith(`${name}Role`))
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement);
}

function resourceName(resource: unknown): string {
  const id = (resource as { 'Fn::GetAtt'?: string[] })['Fn::GetAtt']?.[0] ?? String(resource);
  return id.replace(/[0-9A-F]{8}$/, '');
}

test('the authorizer reads sessions', () => {
  expect(rightsOf('Authorizer')).toEqual(['dynamodb:GetItem on SESSIONS#*']);
});

test('the authorizer reads only the times and the schema version of a session', () => {
  const [read] = statementsOf(synthStage('dev'), 'Authorizer').filter(({ Action }) =>
    [Action].flat().includes('dynamodb:GetItem'),
  );
  expect(read?.Condition).toMatchObject({
    'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['pk', 'sk', 'createdAt', 'expiresAt', 'v'] },
    StringEqualsIfExists: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
  });
});

test('auth deletes foos, idempotency keys, the secrets of factors and passkeys in batches, and can put none with an attribute', () => {
  const writes = statementsOf(synthStage('dev'), 'Auth').filter(
    ({ Action, Condition }) =>
      [Action].flat().includes('dynamodb:BatchWriteItem') && JSON.stringify(Condition).includes('FOO#*'),
  );
  expect(writes).toHaveLength(1);
  expect(writes[0]).toMatchObject({
    Action: 'dynamodb:BatchWriteItem',
    Condition: {
      'ForAllValues:StringLike': {
        'dynamodb:LeadingKeys': ['FOO#*', 'IDEMPOTENCY#*', 'FACTOR#*', 'PASSKEY#*'],
      },
      'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['pk', 'sk'] },
    },
  });
});

test('without immediate revocation the authorizer may call nothing', () => {
  expect(rightsOf('Authorizer', { revocation: 'on-expiry' })).toEqual([]);
});

const onItems = (action: string, ...prefixes: string[]) =>
  prefixes.map((prefix) => `dynamodb:${action} on ${prefix}#*`);

test('auth stores accounts, names, addresses, resets, sessions and attempts, exports and deletes owned data, signs, hashes names, and requests mails', () => {
  expect(rightsOf('Auth', { secondFactor: 'off', passkeys: undefined })).toEqual([
    ...onItems('BatchWriteItem', 'FOO', 'IDEMPOTENCY', 'SESSIONS'),
    ...onItems('DeleteItem', 'ACCOUNT', 'CHALLENGE', 'EMAIL', 'NAME', 'SESSIONS'),
    'dynamodb:GetItem on ACCOUNT#*',
    'dynamodb:GetItem on CHALLENGE#*',
    'dynamodb:GetItem on EMAIL#*',
    'dynamodb:GetItem on NAME#*',
    'dynamodb:GetItem on SESSIONS#*',
    'dynamodb:GetItem on THROTTLE#*',
    'dynamodb:PutItem on ACCOUNT#*',
    'dynamodb:PutItem on CHALLENGE#*',
    'dynamodb:PutItem on EMAIL#*',
    'dynamodb:PutItem on FOO_COUNT#*',
    'dynamodb:PutItem on NAME#*',
    'dynamodb:PutItem on SESSIONS#*',
    'dynamodb:Query on FOO#*',
    'dynamodb:Query on FOO_COUNT#*',
    'dynamodb:Query on IDEMPOTENCY#*',
    'dynamodb:Query on SESSIONS#*',
    'dynamodb:UpdateItem on ACCOUNT#*',
    'dynamodb:UpdateItem on CHALLENGE#*',
    'dynamodb:UpdateItem on EMAIL#*',
    'dynamodb:UpdateItem on NAME#*',
    'dynamodb:UpdateItem on SESSIONS#*',
    'dynamodb:UpdateItem on THROTTLE#*',
    'kms:GenerateMac on KeyedHashKey',
    'kms:GenerateMac on MailDeliveryKey',
    'kms:Sign on SigningKeysSigningKeyA',
    'sqs:SendMessage on MailDeliveryQueue',
  ]);
});

test('auth asks the user pool of a migration about passwords, and no other pool', () => {
  const asks = (settings: Partial<StageSettings> = {}) =>
    ['Auth', 'Authorizer', 'Discovery'].flatMap((name) =>
      statementsOf(synthStage('dev', { ...small, ...settings }), name).filter(({ Action }) =>
        [Action].flat().some((action) => action.startsWith('cognito-idp:')),
      ),
    );
  expect(asks()).toEqual([]);
  const [ask, ...others] = asks({ cognitoMigration });
  expect(others).toEqual([]);
  expect(ask?.Action).toBe('cognito-idp:AdminInitiateAuth');
  expect(JSON.stringify(ask?.Resource)).toMatch(
    /:cognito-idp:eu-west-1:",\{"Ref":"AWS::AccountId"\},":userpool\/eu-west-1_AbCdEfGhI"/,
  );
});

describe('e-mail', () => {
  const { email } = stageSettings('all-features');
  if (!email) throw new Error('The stage all-features sends e-mail');
  const settings = { ...small, email };

  test('auth stores addresses and resets, requests mails, and derives their codes', () => {
    const without = rightsOf('Auth', small);
    const actions = ['DeleteItem', 'GetItem', 'PutItem', 'UpdateItem'];
    expect(rightsOf('Auth', settings).filter((right) => !without.includes(right))).toEqual([
      ...actions.flatMap((action) => onItems(action, 'CHALLENGE', 'EMAIL')),
      'kms:GenerateMac on MailDeliveryKey',
      'sqs:SendMessage on MailDeliveryQueue',
    ]);
  });

  test('mail reads accounts, addresses and resets, derives codes, and sends as one sender', () => {
    expect(rightsOf('Mail', settings)).toEqual([
      'dynamodb:GetItem on ACCOUNT#*',
      'dynamodb:GetItem on CHALLENGE#*',
      'dynamodb:GetItem on EMAIL#*',
      'kms:GenerateMac on MailDeliveryKey',
      'ses:SendEmail on [object Object]',
      `ses:SendEmail on ${email.identityArn}`,
      'sqs:DeleteMessage on MailDeliveryQueue',
      'sqs:GetQueueAttributes on MailDeliveryQueue',
      'sqs:ReceiveMessage on MailDeliveryQueue',
    ]);
    expect(rightsOf('Mail', small)).toEqual([]);
    const [send] = statementsOf(synthStage('dev', settings), 'Mail').filter(
      ({ Action }) => Action === 'ses:SendEmail',
    );
    expect(send?.Condition).toEqual({ StringEquals: { 'ses:FromAddress': 'no-reply@example.com' } });
    expect(JSON.stringify(send?.Resource)).toContain(':configuration-set/latchkey"');
  });

  test('mail reads no password hash, no scopes and no devices', () => {
    const reads = statementsOf(synthStage('dev', settings), 'Mail').filter(
      ({ Action }) => Action === 'dynamodb:GetItem',
    );
    expect(
      reads.map(({ Condition }) => Condition?.['ForAllValues:StringEquals']?.['dynamodb:Attributes']),
    ).toEqual([
      ['pk', 'sk', 'v', 'state', 'securityVersion', 'username', 'email', 'pendingEmail'],
      ['pk', 'sk', 'v', 'sub'],
      ['pk', 'sk', 'v', 'purpose', 'sub', 'addressDigest', 'securityVersion', 'generation', 'validUntil'],
    ]);
    for (const { Condition } of reads) {
      expect(Condition).toMatchObject({ StringEqualsIfExists: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' } });
    }
  });

  test('the key denies its use to all roles but those of auth and mail', () => {
    synthStage('dev').hasResourceProperties('AWS::KMS::Key', {
      Description: 'Derives the codes in mails',
      KeyPolicy: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Deny',
            Action: ['kms:GenerateMac', 'kms:VerifyMac'],
            Principal: { AWS: '*' },
            Condition: {
              ArnNotEquals: {
                'aws:PrincipalArn': ['Auth', 'Mail'].map((name) => ({
                  'Fn::GetAtt': [Match.stringLikeRegexp(`^${name}Role[0-9A-F]{8}$`), 'Arn'],
                })),
              },
            },
          }),
        ]),
      },
    });
  });

  test('with alsoGrant the queue and its functions exist before the routes, and after them', () => {
    const early = synthStage('dev', { ...small, alsoGrant: { email } });
    expect(rightsOf('Auth', { ...small, alsoGrant: { email } })).toEqual(rightsOf('Auth', settings));
    expect(rightsOf('Mail', { ...small, alsoGrant: { email } })).toEqual(rightsOf('Mail', settings));
    early.resourceCountIs('AWS::Lambda::EventSourceMapping', 1);
    early.resourcePropertiesCountIs('AWS::ApiGateway::Resource', { PathPart: 'email' }, 0);
    expect(JSON.stringify(early.findResources('AWS::Lambda::Function'))).not.toContain('MAIL_QUEUE_URL');
  });

  test('with alsoGrant mail may send as the current sender and as another', () => {
    const from = 'hello@mail.example.com';
    const rights = statementsOf(
      synthStage('dev', { ...settings, alsoGrant: { email: { ...email, from } } }),
      'Mail',
    ).filter(({ Action }) => Action === 'ses:SendEmail');
    expect(rights.map(({ Condition }) => Condition?.StringEquals?.['ses:FromAddress'])).toEqual([
      'no-reply@example.com',
      from,
    ]);
  });
});

test('foo accesses foos, their count and idempotency keys', () => {
  expect(rightsOf('Foo')).toEqual([
    'dynamodb:DeleteItem on FOO#*',
    'dynamodb:GetItem on FOO#*',
    'dynamodb:GetItem on FOO_COUNT#*',
    'dynamodb:GetItem on IDEMPOTENCY#*',
    'dynamodb:PutItem on FOO#*',
    'dynamodb:PutItem on IDEMPOTENCY#*',
    'dynamodb:Query on FOO#*',
    'dynamodb:UpdateItem on FOO#*',
    'dynamodb:UpdateItem on FOO_COUNT#*',
    'dynamodb:UpdateItem on IDEMPOTENCY#*',
  ]);
});

test('discovery may call nothing', () => {
  expect(rightsOf('Discovery')).toEqual([]);
});

test('auth may sign with every key that has an entry, because a running version may use it', () => {
  const signingKeys = [
    { id: 'Old', status: 'retired' },
    { id: 'Now', status: 'signing' },
    { id: 'Next', status: 'published' },
  ] as const;
  expect(rightsOf('Auth', { ...small, signingKeys }).filter((right) => right.startsWith('kms:Sign'))).toEqual(
    ['kms:Sign on SigningKeysNext', 'kms:Sign on SigningKeysNow', 'kms:Sign on SigningKeysOld'],
  );
  expect(rightsOf('PublicKeysFunction', { ...small, signingKeys })).toEqual([
    'kms:GetPublicKey on SigningKeysNext',
    'kms:GetPublicKey on SigningKeysNow',
  ]);
});

describe('alsoGrant', () => {
  const added = (name: string, settings: Partial<StageSettings>, alsoGrant: StageSettings['alsoGrant']) => {
    const without = rightsOf(name, settings);
    const rights = rightsOf(name, { ...settings, alsoGrant });
    expect(rights).toEqual(expect.arrayContaining(without));
    return rights.filter((right) => !without.includes(right));
  };

  test('lets the authorizer read sessions before revocation is immediate, and after it', () => {
    expect(added('Authorizer', { ...small, revocation: 'on-expiry' }, { revocation: 'immediate' })).toEqual([
      'dynamodb:GetItem on SESSIONS#*',
    ]);
  });

  test('lets auth delete data of the example after its routes are removed', () => {
    expect(added('Auth', { exampleRoutes: false }, { exampleRoutes: true })).toEqual([
      'dynamodb:BatchWriteItem on FOO#*',
      'dynamodb:BatchWriteItem on IDEMPOTENCY#*',
      'dynamodb:PutItem on FOO_COUNT#*',
      'dynamodb:Query on FOO#*',
      'dynamodb:Query on FOO_COUNT#*',
      'dynamodb:Query on IDEMPOTENCY#*',
    ]);
    expect(synthStage('dev', { exampleRoutes: false, alsoGrant: { exampleRoutes: true } }).toJSON()).toEqual(
      expect.objectContaining({ Resources: expect.not.objectContaining({ FooHandler: expect.anything() }) }),
    );
  });

  test.each([
    ['single-region', 'multi-region', 'MultiRegionKeyedHashKey'],
    ['multi-region', 'single-region', 'KeyedHashKey'],
  ] as const)('lets auth hash with the key that is not current: %s, also %s', (keyedHashKey, other, id) => {
    expect(added('Auth', { ...small, keyedHashKey }, { keyedHashKey: other })).toEqual([
      `kms:GenerateMac on ${id}`,
    ]);
  });

  test('lets auth call a user pool that no version calls yet, or calls any longer', () => {
    const pools = (settings: Partial<StageSettings>) =>
      statementsOf(synthStage('dev', { ...small, ...settings }), 'Auth').filter(({ Action }) =>
        [Action].flat().includes('cognito-idp:AdminInitiateAuth'),
      );
    expect(pools({ alsoGrant: { cognitoMigration } })).toEqual(pools({ cognitoMigration }));
    expect(pools({ cognitoMigration, alsoGrant: { cognitoMigration } })).toEqual(pools({ cognitoMigration }));
    expect(pools({})).toEqual([]);
  });
});
