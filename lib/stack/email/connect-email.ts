/** Connects the functions of a stage with e-mail to the queue, the key and the reports. */
import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { MailDelivery } from '../../constructs/email/mail-delivery';
import type { IdentityTable } from '../../constructs/storage/identity-table';
import type { StageFunctions } from '../../routes/features';
import { listSenders } from '../../stages/email-settings';
import type { StageSettings } from '../../stages/stage-settings';
import { announceSandbox } from './announce-sandbox';
import { grantEmail } from './grant-email';

/** What the functions share. */
export interface EmailConnections {
  readonly settings: StageSettings;
  readonly table: IdentityTable;
  readonly delivery: MailDelivery;
  readonly isStandby: boolean;
  /** Whether the stack only imports replicas, so that the policies of its keys name no role. */
  readonly importReplicas: boolean;
}

/** Grants the functions their calls, and invokes them with messages and reports. */
export function connectEmail(
  { auth, mail, 'mail-feedback': feedback }: StageFunctions,
  { settings, table, delivery, isStandby, importReplicas }: EmailConnections,
): void {
  if (!mail || !feedback) throw new Error('A stage with e-mail has the functions mail and mail-feedback');
  grantEmail({ auth, mail, feedback, delivery, table, senders: listSenders(settings) });
  if (!importReplicas) delivery.key.denyMacExcept([auth.role, mail.role]);
  delivery.deliverTo(mail);
  delivery.reports.reportTo(feedback);
  const { createdSet } = delivery.reports;
  if (createdSet !== undefined) {
    new CfnOutput(Stack.of(delivery), 'MailConfigurationSetName', {
      value: createdSet,
      description: 'The configuration set of its mails, for the option --configuration-set of mail:check',
    });
  }
  if (!isStandby) announceSandbox(Stack.of(delivery), settings);
}
