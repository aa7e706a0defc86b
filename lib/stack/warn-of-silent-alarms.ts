/** Warns, at every synthesis and deployment, that the alarms of a stage with real data have no action. */
import { Annotations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { StageSettings } from '../stages/stage-settings';

/** Adds a warning if a stage retains its data and has alarms without an action. */
export function warnOfSilentAlarms(
  scope: Construct,
  {
    monitoring,
    alarmTopicArn,
    retainData,
  }: Pick<StageSettings, 'monitoring' | 'alarmTopicArn' | 'retainData'>,
): void {
  if (!monitoring || !retainData || alarmTopicArn !== undefined) return;
  Annotations.of(scope).addWarningV2(
    'latchkey:silentAlarms',
    'The alarms of this stage send no notification: set alarmTopicArn to an SNS topic.',
  );
}
