import type { StageSettings } from '../../../../lib/stages/stage-settings';
import { stageSettings } from '../../../../lib/stages/stages';
import { validateStage } from '../../../../lib/stages/validate-stage';

const full = stageSettings('all-features');
const existing = { name: 'restored' };

const faults: [Partial<StageSettings>, string][] = [
  [
    { alarmTopicArn: 'alarms' },
    'alarmTopicArn must be the ARN of an SNS topic in the region of the stack; it is "alarms".',
  ],
  [{ alarmTopicArn: 'arn:aws:sns:us-east-1:111122223333:alarms' }, 'alarmTopicArn must be the ARN'],
  [{ alarmTopicArn: 'arn:aws:sqs:eu-central-1:111122223333:alarms' }, 'alarmTopicArn must be the ARN'],
  [{ monitoring: false, deployment: 'all-at-once' }, 'alarmTopicArn needs monitoring'],
  [{ monitoring: false }, 'deployment needs monitoring to be true when it is "canary"'],
  [{ logLevel: 'WARN' }, 'logLevel must be "INFO" with retainData, monitoring and securityEventBusArn'],
  [{ reservedConcurrency: { auth: 0 }, provisionedConcurrency: {} }, 'reservedConcurrency must be whole'],
  [
    { exampleRoutes: false, reservedConcurrency: { foo: 1 } },
    'reservedConcurrency must not name foo, whose routes are not served: exampleRoutes is false; it is {"foo":1}.',
  ],
  [
    { exampleRoutes: false, reservedConcurrency: {}, provisionedConcurrency: { foo: 1 } },
    'provisionedConcurrency must not name foo',
  ],
  [{ provisionedConcurrency: { auth: 1.5 } }, 'provisionedConcurrency must be whole numbers'],
  [
    { reservedConcurrency: { auth: 2 }, provisionedConcurrency: { auth: 3 } },
    'provisionedConcurrency must be whole numbers from 1 to 1000, none above the function\'s reservedConcurrency; it is {"auth":3}.',
  ],
  [{ privateApi: { vpcEndpointIds: [] } }, 'privateApi must name at least one endpoint'],
  [{ privateApi: { vpcEndpointIds: ['vpc-01234567'] } }, 'privateApi must name at least one endpoint'],
  [{ existingTable: { name: 'a table' } }, 'existingTable must have the name of a table'],
  [
    { existingTable: { ...existing, encryptionKeyArn: 'key' } },
    'existingTable must have an encryptionKeyArn',
  ],
  [{ securityEventBusArn: 'default' }, 'securityEventBusArn must be the ARN of an EventBridge bus'],
  [{ kmsRsaQuota: 0 }, 'kmsRsaQuota must be a whole number from 20 up; it is 0.'],
];

test.each(faults)('rejects %j', (settings, message) => {
  expect(() => validateStage('all-features', { ...full, ...settings })).toThrow(
    `Stage all-features: ${message}`,
  );
});

test('accepts a private API, an existing table, and the default event bus of an account', () => {
  const { customDomain: _, standby: __, passkeys: ___, ...others } = full;
  expect(() =>
    validateStage('all-features', {
      ...others,
      privateApi: { vpcEndpointIds: ['vpce-0123456789abcdef0'] },
      existingTable: { ...existing, encryptionKeyArn: 'arn:aws:kms:eu-central-1:111122223333:key/a-b' },
      securityEventBusArn: 'arn:aws:events:eu-central-1:111122223333:event-bus/default',
    }),
  ).not.toThrow();
});
