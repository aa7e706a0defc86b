/** The operations on e-mail addresses. A file on demand, next to the bundle. */
import { authEvents, emailEvents } from '../events';
import type { Accounts } from '../identity/accounts/accounts';
import { createDynamoIdentifierPointers } from '../identity/accounts/identifiers/identifier-pointers';
import { createDynamoAccountEmails } from '../identity/email/account-emails';
import { cancelEmailChange } from '../identity/email/cancel-email-change';
import { type ChangeEmailCommand, changeEmail } from '../identity/email/change-email';
import { createMailCodes } from '../identity/email/mail-code';
import { chooseMailLanguage } from '../identity/email/mail-language';
import { createMailLimits, type MailLimitDependencies } from '../identity/email/mail-limits';
import { createSqsMailQueue } from '../identity/email/mail-queue';
import { removeEmail } from '../identity/email/remove-email';
import { type VerifyEmailDependencies, verifyEmail } from '../identity/email/verify-email';
import { type AwsClient, createAwsClient } from '../shared/aws/aws-client';
import { readAwsSettings } from '../shared/aws/aws-settings';
import { createLog } from '../shared/log';

/** What the operations take over from the bundle: its settings, clients and stores. */
export interface EmailContext
  extends Pick<VerifyEmailDependencies, 'sessions' | 'sessionsNotBefore' | 'tokens' | 'newId' | 'now'>,
    Pick<MailLimitDependencies, 'sourceRateLimits' | 'hashName'> {
  readonly accounts: Pick<Accounts, 'find' | 'markSessionsRevoked'>;
  readonly dynamo: Parameters<typeof createDynamoAccountEmails>[0];
  readonly kms: AwsClient;
  readonly tableName: string;
  readonly mailQueueUrl: string;
  readonly mailKey: string;
  readonly reauthenticationSeconds: number;
}

/** A change of address, as a request carries it. */
export interface EmailChangeRequest extends Omit<ChangeEmailCommand, 'language'> {
  /** The header of that name. @default - the request has none */
  readonly acceptLanguage?: string | undefined;
}

/** Creates the operations. */
export function createEmailOperations(context: EmailContext) {
  const { accounts, dynamo, kms, tableName, mailQueueUrl, mailKey } = context;
  const { attempt_not_refunded } = authEvents;
  const log = createLog({ ...emailEvents, attempt_not_refunded });
  const deps = {
    ...context,
    log,
    accountEmails: createDynamoAccountEmails(dynamo, tableName, accounts),
    emails: createDynamoIdentifierPointers(dynamo, tableName, 'email'),
    mailCodes: createMailCodes(kms, mailKey),
    mailLimits: createMailLimits({ ...context, log }),
    mailQueue: createSqsMailQueue(createAwsClient(readAwsSettings('sqs', process.env)), mailQueueUrl),
  };
  const change = changeEmail(deps);
  return {
    change: ({ acceptLanguage, ...command }: EmailChangeRequest) =>
      change({ ...command, language: chooseMailLanguage(acceptLanguage) }),
    verify: verifyEmail(deps),
    cancel: cancelEmailChange(deps),
    remove: removeEmail(deps),
  };
}
