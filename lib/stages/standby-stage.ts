/** The settings of a stage's standby: the stage's settings, except those that belong to one region. */
import type { EmailSettings } from './email-settings';
import type { StandbySettings } from './operation-settings';
import type { StageSettings } from './stage-settings';

/**
 * Returns the settings of a standby.
 * @param tableName the name of the table, which its replica shares
 */
export function standbySettings(
  settings: StageSettings,
  standby: StandbySettings,
  tableName: string,
): StageSettings {
  const { region, certificateArn, tableKeyArn, alarmTopicArn, securityEventBusArn } = standby;
  const { customDomain, additionalDomains, email, alsoGrant } = settings;
  const move = (sender: EmailSettings): EmailSettings => ({
    ...sender,
    identityArn: standby.emailIdentityArn ?? sender.identityArn,
  });
  return {
    ...settings,
    standby: undefined,
    // the first stack backs up the table; this table is a replica of it
    backup: undefined,
    region,
    existingTable: { name: tableName, ...(tableKeyArn !== undefined && { encryptionKeyArn: tableKeyArn }) },
    ...(customDomain && { customDomain: { ...customDomain, certificateArn } }),
    additionalDomains: additionalDomains.map((domain) => ({ ...domain, certificateArn })),
    ...(email && { email: move(email) }),
    alsoGrant: { ...alsoGrant, ...(alsoGrant.email && { email: move(alsoGrant.email) }) },
    alarmTopicArn,
    securityEventBusArn,
    // a stopped standby returns an error to every caller, so any caller could trigger the alarms that roll back a version
    deployment: 'all-at-once',
  };
}
