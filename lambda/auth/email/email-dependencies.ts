/** The dependencies of the operations on e-mail addresses, for the files on demand that hold them. */
import { authEvents, emailEvents } from '../../events';
import type { Accounts } from '../../identity/accounts/accounts';
import { createDynamoIdentifierPointers } from '../../identity/accounts/identifiers/identifier-pointers';
import { createDynamoAccountEmails } from '../../identity/email/account-emails';
import { createMailCodes } from '../../identity/email/mail-code';
import { createMailLimits, type MailLimitDependencies } from '../../identity/email/mail-limits';
import { createSqsMailQueue } from '../../identity/email/mail-queue';
import type { VerifyEmailDependencies } from '../../identity/email/verify-email';
import { type AwsClient, createAwsClient } from '../../shared/aws/aws-client';
import * as awsServices from '../../shared/aws/aws-services';
import { readAwsSettings } from '../../shared/aws/aws-settings';
import type { ClientInfo, ClientRequest } from '../../shared/http/client-info';
import { createLog } from '../../shared/log';
import type { PasswordResetContext } from './password-resets';

/** What the operations take over from the bundle: its settings, clients and stores. */
export interface EmailContext
  extends Pick<VerifyEmailDependencies, 'sessionsNotBefore' | 'tokens' | 'newId' | 'now' | 'notify'>,
    Pick<MailLimitDependencies, 'sourceRateLimits' | 'hashName'>,
    Omit<PasswordResetContext, 'log' | 'mailCodes' | 'mailQueue' | 'sessions'> {
  readonly sessions: VerifyEmailDependencies['sessions'];
  readonly accounts: Pick<Accounts, 'find' | 'discard' | 'markSessionsRevoked'>;
  readonly dynamo: Parameters<typeof createDynamoAccountEmails>[0];
  readonly kms: AwsClient;
  readonly tableName: string;
  readonly mailQueueUrl: string;
  readonly mailKey: string;
  readonly reauthenticationSeconds: number;
  readonly readClientInfo: (request: ClientRequest) => ClientInfo;
}

/** Creates the dependencies. */
export function createEmailDependencies(context: EmailContext) {
  const { accounts, dynamo, kms, tableName, mailQueueUrl, mailKey } = context;
  const { attempt_not_refunded, attempt_throttled } = authEvents;
  const log = createLog({ ...emailEvents, attempt_not_refunded, attempt_throttled });
  return {
    ...context,
    log,
    accountEmails: createDynamoAccountEmails(dynamo, tableName, accounts),
    emails: createDynamoIdentifierPointers(dynamo, tableName, 'email'),
    mailCodes: createMailCodes(kms, mailKey),
    mailLimits: createMailLimits({ ...context, log }),
    mailQueue: createSqsMailQueue(
      createAwsClient(readAwsSettings(awsServices.sqs, process.env)),
      mailQueueUrl,
    ),
  };
}
