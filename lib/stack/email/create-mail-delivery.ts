/** Creates the queue and the key of mails in stages that send some. */
import type { Construct } from 'constructs';
import { MailDelivery } from '../../constructs/email/mail-delivery';
import { listSenders } from '../../stages/email-settings';
import type { StageSettings } from '../../stages/stage-settings';

/**
 * Creates the delivery of a stage's mails. Returns undefined for a stage without e-mail.
 * @param standbyOf the delivery of the stack whose standby this is: the key is a replica of its key, and the queue a separate one
 */
export function createMailDelivery(
  scope: Construct,
  settings: StageSettings,
  standbyOf: MailDelivery | undefined,
): MailDelivery | undefined {
  const senders = listSenders(settings);
  if (senders.length === 0) return undefined;
  return new MailDelivery(scope, 'MailDelivery', {
    retainData: settings.retainData,
    replicaOf: standbyOf?.key,
    senders,
  });
}
