/** The permissions of the functions that request and send mails. */
import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { keyPrefixes } from '../../../lambda/shared/table/key-prefixes';
import type { MailDelivery } from '../../constructs/email/mail-delivery';
import type { ServiceFunction } from '../../constructs/functions/service-function';
import type { IdentityTable } from '../../constructs/storage/identity-table';
import type { EmailSettings } from '../../stages/email-settings';
import { parseMailbox } from '../../stages/mailbox';

/** The functions and the resources that they share. */
export interface EmailGrantSources {
  /** The function that requests mails and checks their codes. */
  readonly auth: ServiceFunction;
  /** The function that sends mails. */
  readonly mail: ServiceFunction;
  /** The function that marks addresses whose mails come back. */
  readonly feedback: ServiceFunction;
  readonly delivery: MailDelivery;
  readonly table: IdentityTable;
  /** The senders, of the running version and of the next. */
  readonly senders: readonly EmailSettings[];
}

/** Allows the functions their own AWS calls, and no others. */
export function grantEmail(sources: EmailGrantSources): void {
  const { auth, mail, feedback, delivery, table, senders } = sources;
  table.grantKeyPrefixes(auth, {
    actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
    prefixes: [keyPrefixes.email, keyPrefixes.challenge],
  });
  delivery.grantSend(auth);
  delivery.key.grantGenerateMac(auth);

  // never the password hash, the scopes or the counts
  table.grantKeyPrefixes(mail, {
    actions: ['dynamodb:GetItem'],
    prefixes: [keyPrefixes.account],
    attributes: ['pk', 'sk', 'v', 'state', 'securityVersion', 'username', 'email', 'pendingEmail'],
  });
  table.grantKeyPrefixes(mail, {
    actions: ['dynamodb:GetItem'],
    prefixes: [keyPrefixes.email],
    attributes: ['pk', 'sk', 'v', 'sub'],
  });
  // never the attempts
  table.grantKeyPrefixes(mail, {
    actions: ['dynamodb:GetItem'],
    prefixes: [keyPrefixes.challenge],
    attributes: [
      'pk',
      'sk',
      'v',
      'purpose',
      'sub',
      'addressDigest',
      'securityVersion',
      'generation',
      'validUntil',
    ],
  });
  delivery.key.grantGenerateMac(mail);
  for (const sender of senders) grantSendEmail(mail, sender, delivery.reports.nameOf(sender));

  // neither the password hash nor anything else that signs a user in
  table.grantKeyPrefixes(feedback, {
    actions: ['dynamodb:GetItem'],
    prefixes: [keyPrefixes.account],
    attributes: ['pk', 'sk', 'v', 'email', 'pendingEmail'],
  });
  table.grantKeyPrefixes(feedback, {
    actions: ['dynamodb:UpdateItem'],
    prefixes: [keyPrefixes.account],
    attributes: ['pk', 'sk', 'v', 'email'],
  });
}

/**
 * Allows a function to send as one sender. SES checks the identity, and the configuration set of the mail.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsimpleemailservicev2.html
 */
function grantSendEmail(
  mail: ServiceFunction,
  { from, identityArn }: EmailSettings,
  configurationSetName: string,
): void {
  const address = parseMailbox(from)?.address;
  if (address === undefined) throw new Error('email must have a from that is a mailbox');
  const configurationSetArn = Stack.of(mail).formatArn({
    service: 'ses',
    resource: 'configuration-set',
    resourceName: configurationSetName,
    arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
  });
  mail.grantPrincipal.addToPrincipalPolicy(
    new iam.PolicyStatement({
      actions: ['ses:SendEmail'],
      resources: [identityArn, configurationSetArn],
      conditions: { StringEquals: { 'ses:FromAddress': address } },
    }),
  );
}
