/** The rules for a stage with a standby in a second region. */
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { listSenders } from '../email-settings';
import type { StandbySettings } from '../operation-settings';
import type { StageSettings } from '../stage-settings';
import { isArn, isRegion, type StageRule } from './setting-rule';

export const standbyRules: readonly StageRule[] = [
  rule(
    'standby',
    'must have the name of another AWS region than region, such as eu-west-1, and region must be set',
    (standby, { region }) => region !== undefined && isRegion(standby.region) && standby.region !== region,
  ),
  rule(
    'standby',
    'must have a region of the same partition as region: tables and keys have no replicas in another',
    (standby, { region }) => region === undefined || partitionOf(standby.region) === partitionOf(region),
  ),
  rule(
    'customDomain',
    'must be set with standby, without hostedZoneId: both stacks serve the name, and its DNS is switched manually',
    (_, { customDomain }) => customDomain !== undefined && customDomain.hostedZoneId === undefined,
  ),
  rule(
    'additionalDomains',
    'must have no hostedZoneId with standby: both stacks serve the names, and their DNS is switched manually',
    (_, { additionalDomains }) => additionalDomains.every(({ hostedZoneId }) => hostedZoneId === undefined),
  ),
  rule(
    'signingKeys',
    'must be multiRegion with standby unless they are retired, so that tokens are valid in both regions',
    (_, { signingKeys }) =>
      signingKeys.every(({ status, multiRegion }) => status === 'retired' || multiRegion === true),
  ),
  rule(
    'keyedHashKey',
    'must be "multi-region" with standby, so that names have the same hash in both regions',
    (_, { keyedHashKey }) => keyedHashKey === 'multi-region',
  ),
  rule(
    'provisionedConcurrency',
    'must be empty with standby, which stops functions by reserving none of their instances',
    (_, { provisionedConcurrency }) => Object.keys(provisionedConcurrency).length === 0,
  ),
  rule('standby', 'must have a certificateArn of ACM in its region', ({ certificateArn, region }) =>
    isArn(certificateArn, 'acm', region, /^certificate\/[\w-]+$/),
  ),
  rule('standby', 'must have a tableKeyArn of KMS in its region, or none', ({ tableKeyArn, region }) =>
    isArn(tableKeyArn, 'kms', region, /^key\/[\w-]+$/),
  ),
  rule(
    'standby',
    'must have a tableKeyArn exactly when a key of the customer encrypts the table',
    // DynamoDB requires the same kind of key for all replicas
    ({ tableKeyArn }, settings) => (tableKeyArn !== undefined) === hasTableKey(settings),
  ),
  rule(
    'standby',
    'must have an alarmTopicArn of SNS in its region and monitoring, or none',
    ({ alarmTopicArn, region }, { monitoring }) =>
      alarmTopicArn === undefined || (monitoring && isArn(alarmTopicArn, 'sns', region, /^[\w-]+$/)),
  ),
  rule(
    'standby',
    'must have an alarmTopicArn if the stage has one, or alarms of the standby would notify no operator',
    (standby, { alarmTopicArn }) => alarmTopicArn === undefined || standby.alarmTopicArn !== undefined,
  ),
  rule(
    'standby',
    'must have a securityEventBusArn of EventBridge in its region, or none',
    ({ securityEventBusArn, region }) =>
      isArn(securityEventBusArn, 'events', region, /^event-bus\/[\w./-]+$/),
  ),
  rule(
    'standby',
    'must have an emailIdentityArn of SES in its region exactly when the stage has email',
    ({ emailIdentityArn, region }, settings) =>
      (emailIdentityArn !== undefined) === listSenders(settings).length > 0 &&
      isArn(emailIdentityArn, 'ses', region, /^identity\//),
  ),
];

/** Creates a rule that applies only to stages with a standby. */
function rule(
  setting: keyof StageSettings,
  demand: string,
  holds: (standby: StandbySettings, settings: StageSettings) => boolean,
): StageRule {
  return {
    setting,
    demand,
    holds: (settings) => settings.standby === undefined || holds(settings.standby, settings),
  };
}

/** Returns the partition of a region; the standard partition for regions that the CDK does not know yet. */
function partitionOf(region: string): string {
  return RegionInfo.get(region).partition ?? 'aws';
}

function hasTableKey({ existingTable, customerManagedKey }: StageSettings): boolean {
  return existingTable ? existingTable.encryptionKeyArn !== undefined : customerManagedKey;
}
