import type { StageSettings } from '../../../../lib/stages/stage-settings';
import { stageSettings } from '../../../../lib/stages/stages';
import { validateStage } from '../../../../lib/stages/validate-stage';

const full = stageSettings('all-features');
const { standby, customDomain } = full;
if (!standby || !customDomain) throw new Error('The stage all-features has a standby and a domain');
const { tableKeyArn: _, ...withoutTableKey } = standby;
const { alarmTopicArn: __, ...withoutTopic } = standby;
const { emailIdentityArn: ___, ...withoutIdentity } = standby;

const faults: [Partial<StageSettings>, string][] = [
  [{ standby: { ...standby, region: 'eu-central-1' } }, 'standby must have the name of another AWS region'],
  [{ standby: { ...standby, region: 'Ireland' } }, 'standby must have the name of another AWS region'],
  [{ standby: { ...standby, region: 'cn-north-1' } }, 'standby must have a region of the same partition'],
  [{ standby: withoutTopic }, 'standby must have an alarmTopicArn if the stage has one'],
  [{ region: undefined }, 'standby must have the name of another AWS region'],
  [{ customDomain: undefined }, 'customDomain must be set with standby, without hostedZoneId'],
  [
    { customDomain: { ...customDomain, hostedZoneId: 'Z0123456789ABC' } },
    'customDomain must be set with standby, without hostedZoneId',
  ],
  [
    {
      additionalDomains: [
        { ...customDomain, id: 'LoginDomain', name: 'login.example.com', hostedZoneId: 'Z0123456789ABC' },
      ],
    },
    'additionalDomains must have no hostedZoneId with standby',
  ],
  [
    { signingKeys: [{ id: 'A', status: 'signing' }] },
    'signingKeys must be multiRegion with standby unless they are retired',
  ],
  [{ keyedHashKey: 'single-region' }, 'keyedHashKey must be "multi-region" with standby'],
  [{ provisionedConcurrency: { auth: 2 } }, 'provisionedConcurrency must be empty with standby'],
  [
    { standby: { ...standby, certificateArn: customDomain.certificateArn } },
    'standby must have a certificateArn of ACM in its region',
  ],
  [
    { standby: { ...standby, tableKeyArn: standby.tableKeyArn?.replace('eu-west-1', 'eu-central-1') ?? '' } },
    'standby must have a tableKeyArn of KMS in its region, or none',
  ],
  [
    { standby: withoutTableKey },
    'standby must have a tableKeyArn exactly when a key of the customer encrypts the table',
  ],
  [{ customerManagedKey: false }, 'standby must have a tableKeyArn exactly when'],
  [{ existingTable: { name: 'restored' } }, 'standby must have a tableKeyArn exactly when'],
  [
    { standby: { ...standby, alarmTopicArn: 'arn:aws:sns:eu-central-1:111122223333:alarms' } },
    'standby must have an alarmTopicArn of SNS in its region and monitoring, or none',
  ],
  [
    { standby: { ...standby, securityEventBusArn: 'default' } },
    'standby must have a securityEventBusArn of EventBridge in its region, or none',
  ],
  ...[undefined, full.email?.identityArn].map((emailIdentityArn): [Partial<StageSettings>, string] => [
    { standby: { ...withoutIdentity, ...(emailIdentityArn !== undefined && { emailIdentityArn }) } },
    'standby must have an emailIdentityArn of SES in its region exactly when the stage has email',
  ]),
  [
    { email: undefined, reservedConcurrency: {} },
    'standby must have an emailIdentityArn of SES in its region exactly when the stage has email',
  ],
];

test.each(faults)('rejects %j', (settings, message) => {
  expect(() => validateStage('all-features', { ...full, ...settings })).toThrow(
    `Stage all-features: ${message}`,
  );
});

test('accepts retired single-Region keys, an existing table, and a standby without notifications and mails if its stage has none', () => {
  const { region, certificateArn, tableKeyArn } = standby;
  expect(() =>
    validateStage('all-features', {
      ...full,
      alarmTopicArn: undefined,
      email: undefined,
      reservedConcurrency: {},
      signingKeys: [...full.signingKeys, { id: 'Former', status: 'retired' }],
      existingTable: { name: 'restored', encryptionKeyArn: 'arn:aws:kms:eu-central-1:111122223333:key/a' },
      standby: { region, certificateArn, ...(tableKeyArn !== undefined && { tableKeyArn }) },
    }),
  ).not.toThrow();
});
