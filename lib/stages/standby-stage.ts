/** The settings of a stage's standby: the stage's own, but for what belongs to one region. */
import type { StandbySettings } from './operation-settings';
import type { StageSettings } from './stage-settings';

/**
 * Makes them.
 * @param tableName the table's, which its replicas have as well
 */
export function standbySettings(
  settings: StageSettings,
  standby: StandbySettings,
  tableName: string,
): StageSettings {
  const { region, certificateArn, tableKeyArn, alarmTopicArn, securityEventBusArn } = standby;
  const { customDomain, additionalDomains } = settings;
  return {
    ...settings,
    standby: undefined,
    // its table is a replica of the one that is copied
    backup: undefined,
    region,
    existingTable: { name: tableName, ...(tableKeyArn !== undefined && { encryptionKeyArn: tableKeyArn }) },
    ...(customDomain && { customDomain: { ...customDomain, certificateArn } }),
    additionalDomains: additionalDomains.map((domain) => ({ ...domain, certificateArn })),
    alarmTopicArn,
    securityEventBusArn,
    // a stopped standby returns an error to every caller: any of them could raise the alarms that take a version back
    deployment: 'all-at-once',
  };
}
