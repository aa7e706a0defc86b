import { stageSettings } from '../../../lib/stages/stages';
import { standbySettings } from '../../../lib/stages/standby-stage';
import { validateStage } from '../../../lib/stages/validate-stage';

const full = stageSettings('all-features');
const { standby } = full;
if (!standby) throw new Error('The stage all-features has a standby');

test("settings that belong to one region are the standby's own", () => {
  const own = standbySettings({ ...full, cognitoMigration: undefined }, standby, 'the-table');
  expect(own).toMatchObject({
    region: 'eu-west-1',
    existingTable: { name: 'the-table', encryptionKeyArn: standby.tableKeyArn },
    customDomain: { name: full.customDomain?.name, certificateArn: standby.certificateArn },
    alarmTopicArn: standby.alarmTopicArn,
    securityEventBusArn: standby.securityEventBusArn,
    email: { ...full.email, identityArn: standby.emailIdentityArn },
  });
  expect(JSON.stringify(own)).not.toContain('eu-central-1');
});

test('it serves the same names with its own certificate', () => {
  const additionalDomains = [
    { id: 'LoginDomain', name: 'login.example.com', certificateArn: 'of the first' },
  ];
  expect(standbySettings({ ...full, additionalDomains }, standby, 'the-table').additionalDomains).toEqual([
    { id: 'LoginDomain', name: 'login.example.com', certificateArn: standby.certificateArn },
  ]);
});

test('the sender of the next or previous release has the identity of the region too', () => {
  const { email } = full;
  if (!email) throw new Error('The stage all-features sends e-mail');
  const { alsoGrant } = standbySettings({ ...full, alsoGrant: { email } }, standby, 'the-table');
  expect(alsoGrant).toEqual({ email: { ...email, identityArn: standby.emailIdentityArn } });
});

test("settings that belong to no region are the stage's", () => {
  const {
    region,
    existingTable,
    customDomain,
    alarmTopicArn,
    securityEventBusArn,
    backup,
    email,
    standby: _,
    ...shared
  } = full;
  // a replica has the same items as the table, which is copied already
  const expected = { ...shared, deployment: 'all-at-once', backup: undefined };
  expect(backup).toBeDefined();
  expect(standbySettings(full, standby, 'the-table')).toMatchObject(expected);
});

test('a standby without topic, bus and key does not inherit those of the first region', () => {
  const { region, certificateArn } = standby;
  expect(standbySettings(full, { region, certificateArn }, 'the-table')).toMatchObject({
    alarmTopicArn: undefined,
    securityEventBusArn: undefined,
    existingTable: { name: 'the-table' },
  });
});

test('its settings are valid', () => {
  expect(() => validateStage('all-features', standbySettings(full, standby, 'the-table'))).not.toThrow();
});
