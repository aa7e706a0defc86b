import { Duration } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { small, synthStage, synthStandby } from '../../../support/synth-stack';

const vaultArn = 'arn:aws:backup:eu-central-1:444455556666:backup-vault:copies';
const types = ['BackupPlan', 'BackupSelection', 'BackupVault'].map((name) => `AWS::Backup::${name}`);

const template = synthStage('dev', { ...small, backup: { vaultArn, retention: Duration.days(14) } });

test('the table is copied to the vault every day, and the copy is kept as long as the stage says', () => {
  template.hasResourceProperties('AWS::Backup::BackupPlan', {
    BackupPlan: {
      BackupPlanRule: [
        Match.objectLike({
          ScheduleExpression: 'cron(0 3 * * ? *)',
          Lifecycle: { DeleteAfterDays: 2 },
          CopyActions: [{ DestinationBackupVaultArn: vaultArn, Lifecycle: { DeleteAfterDays: 14 } }],
        }),
      ],
    },
  });
  const [table] = Object.keys(template.findResources('AWS::DynamoDB::GlobalTable'));
  template.hasResourceProperties('AWS::Backup::BackupSelection', {
    BackupSelection: { Resources: [{ 'Fn::GetAtt': [table, 'Arn'] }] },
  });
});

test('an existing table is copied too', () => {
  const restored = synthStage('dev', {
    ...small,
    backup: { vaultArn },
    existingTable: { name: 'restored' },
  });
  const [selection] = Object.values(restored.findResources('AWS::Backup::BackupSelection'));
  expect(JSON.stringify(selection)).toContain(':table/restored');
});

test('the role of the plan may copy, and not restore', () => {
  const [role] = Object.entries(template.findResources('AWS::IAM::Role')).flatMap(([id, { Properties }]) =>
    id.startsWith('BackupRole') ? [JSON.stringify(Properties.ManagedPolicyArns)] : [],
  );
  expect(role).toContain('service-role/AWSBackupServiceRolePolicyForBackup');
  expect(role).not.toContain('Restore');
});

test.each(types)('without the setting, and in a standby, %s does not exist', (type) => {
  synthStage('prod').resourceCountIs(type, 0);
  synthStandby().resourceCountIs(type, 0);
});
