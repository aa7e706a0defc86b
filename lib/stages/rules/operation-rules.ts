/** The rules for the monitoring, the deployment and the endpoint of a stage. */
import { Token } from 'aws-cdk-lib';
import { needsService } from '../../routes/features';
import type { Concurrency } from '../operation-settings';
import { isArn, isCount, isUnique, type StageRule } from './setting-rule';

export const operationRules: readonly StageRule[] = [
  {
    setting: 'alarmTopicArn',
    demand: 'must be the ARN of an SNS topic in the region of the stack',
    holds: ({ alarmTopicArn, region }) => isArn(alarmTopicArn, 'sns', region, /^[\w-]+$/),
  },
  {
    setting: 'alarmTopicArn',
    demand: 'needs monitoring to be true, which makes the alarms',
    holds: ({ alarmTopicArn, monitoring }) => alarmTopicArn === undefined || monitoring,
  },
  {
    setting: 'deployment',
    demand: 'needs monitoring to be true when it is "canary", since its alarms roll a bad version back',
    holds: ({ deployment, monitoring }) => deployment === 'all-at-once' || monitoring,
  },
  {
    setting: 'logLevel',
    demand: 'must be "INFO" with retainData, monitoring and securityEventBusArn, which need those lines',
    holds: ({ logLevel, retainData, monitoring, securityEventBusArn }) =>
      logLevel === 'INFO' || !(retainData || monitoring || securityEventBusArn !== undefined),
  },
  {
    setting: 'reservedConcurrency',
    demand: 'must be whole numbers from 1 to 1000',
    holds: ({ reservedConcurrency }) => areInstances(reservedConcurrency),
  },
  ...(['reservedConcurrency', 'provisionedConcurrency'] as const).map(
    (setting): StageRule => ({
      setting,
      demand: 'must not name foo, whose routes are not served: exampleRoutes is false',
      holds: (settings) => settings[setting].foo === undefined || needsService(settings, 'foo'),
    }),
  ),
  {
    setting: 'provisionedConcurrency',
    demand: "must be whole numbers from 1 to 1000, none above the function's reservedConcurrency",
    holds: ({ provisionedConcurrency, reservedConcurrency }) =>
      areInstances(provisionedConcurrency) && areWithin(provisionedConcurrency, reservedConcurrency),
  },
  {
    setting: 'privateApi',
    demand: 'must name at least one endpoint such as vpce-0123456789abcdef0, each once',
    holds: ({ privateApi }) => privateApi === undefined || areEndpoints(privateApi.vpcEndpointIds),
  },
  {
    setting: 'existingTable',
    demand: 'must have the name of a table: 3 to 255 letters, digits, dots, dashes and underscores',
    holds: ({ existingTable }) =>
      existingTable === undefined ||
      Token.isUnresolved(existingTable.name) ||
      /^[\w.-]{3,255}$/.test(existingTable.name),
  },
  {
    setting: 'existingTable',
    demand: 'must have an encryptionKeyArn of KMS in the region of the stack, or none',
    holds: ({ existingTable, region }) =>
      isArn(existingTable?.encryptionKeyArn, 'kms', region, /^key\/[\w-]+$/),
  },
  {
    setting: 'securityEventBusArn',
    demand: 'must be the ARN of an EventBridge bus in the region of the stack',
    holds: ({ securityEventBusArn, region }) =>
      isArn(securityEventBusArn, 'events', region, /^event-bus\/[\w./-]+$/),
  },
  {
    setting: 'kmsRsaQuota',
    demand: 'must be a whole number from 20 up',
    holds: ({ kmsRsaQuota }) => isCount(kmsRsaQuota, 20),
  },
];

function areInstances(concurrency: Concurrency): boolean {
  return Object.values(concurrency).every((instances) => isCount(instances, 1, 1_000));
}

function areWithin(provisioned: Concurrency, reserved: Concurrency): boolean {
  return Object.entries(provisioned).every(
    ([name, instances]) => instances <= (reserved[name as keyof Concurrency] ?? instances),
  );
}

function areEndpoints(ids: readonly string[]): boolean {
  return ids.length > 0 && isUnique(ids) && ids.every((id) => /^vpce-[0-9a-f]{8,17}$/.test(id));
}
