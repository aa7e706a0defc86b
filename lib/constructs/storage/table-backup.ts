/** Daily copies of a table in an AWS Backup vault, which survive the loss of the table, its stack and its account. */
import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import * as backup from 'aws-cdk-lib/aws-backup';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { BACKUP_RETENTION, type BackupSettings } from '../../stages/estate-settings';

/** The properties of a `TableBackup`. */
export interface TableBackupProps extends BackupSettings {
  readonly table: dynamodb.ITableV2;
  /** Keep the vault of this account when the stack is deleted. */
  readonly retainData: boolean;
}

/** AWS Backup can copy only from a vault of the same account. This copy expires soon, because point-in-time recovery covers more. */
const LOCAL_RETENTION = Duration.days(2);

const POLICY = 'service-role/AWSBackupServiceRolePolicyForBackup';

/**
 * A plan that backs up the table each night and copies the backup to the vault.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/create-cross-account-backup.html
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/advanced-ddb-backup.html
 */
export class TableBackup extends Construct {
  constructor(scope: Construct, id: string, props: TableBackupProps) {
    super(scope, id);
    const { retainData, retention = BACKUP_RETENTION } = props;
    const role = new iam.Role(this, 'Role', {
      assumedBy: new iam.ServicePrincipal('backup.amazonaws.com'),
      managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName(POLICY)],
    });
    Validations.of(role).acknowledge({
      id: `AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/${POLICY}]`,
      reason: 'AWS Backup maintains this AWS managed policy for this purpose.',
    });
    const plan = new backup.BackupPlan(this, 'Plan', {
      backupVault: new backup.BackupVault(this, 'Vault', {
        removalPolicy: retainData ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY,
      }),
    });
    plan.addRule(
      new backup.BackupPlanRule({
        ruleName: 'Daily',
        scheduleExpression: events.Schedule.cron({ hour: '3', minute: '0' }),
        deleteAfter: LOCAL_RETENTION,
        copyActions: [
          {
            destinationBackupVault: backup.BackupVault.fromBackupVaultArn(this, 'Copies', props.vaultArn),
            deleteAfter: retention,
          },
        ],
      }),
    );
    plan.addSelection('Table', {
      role,
      // the construct would also add permissions to restore
      disableDefaultBackupPolicy: true,
      resources: [backup.BackupResource.fromArn(props.table.tableArn)],
    });
  }
}
