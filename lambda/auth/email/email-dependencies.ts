/** The dependencies of the operations on e-mail addresses, for the files on demand that hold them. */
import { authEvents, emailEvents } from '../../events';
import type { Accounts } from '../../identity/accounts/accounts';
import type { IdentifierPointers } from '../../identity/accounts/identifiers/identifier-pointers';
import type { UpdateAccount } from '../../identity/accounts/update-account';
import { createDynamoAccountEmails } from '../../identity/email/account-emails';
import { createMailCodes } from '../../identity/email/mail-code';
import { createMailLimits, type MailLimitDependencies } from '../../identity/email/mail-limits';
import { createSqsMailQueue } from '../../identity/email/mail-queue';
import type { VerifyEmailDependencies } from '../../identity/email/verify-email';
import type { AwsClient } from '../../shared/aws/aws-client';
import * as awsServices from '../../shared/aws/aws-services';
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
  readonly updateAccount: UpdateAccount;
  readonly emails: IdentifierPointers;
  readonly kms: AwsClient;
  /** Creates the client of another service. */
  readonly createClient: (service: awsServices.JsonService) => AwsClient;
  readonly mailQueueUrl: string;
  readonly mailKey: string;
  readonly reauthenticationSeconds: number;
  readonly hasFactors: boolean;
  readonly readClientInfo: (request: ClientRequest) => ClientInfo;
}

/** Creates the dependencies. */
export function createEmailDependencies(context: EmailContext) {
  const { accounts, kms, mailQueueUrl, mailKey, createClient, updateAccount } = context;
  const { attempt_not_refunded, attempt_throttled } = authEvents;
  const log = createLog({ ...emailEvents, attempt_not_refunded, attempt_throttled });
  return {
    ...context,
    log,
    accountEmails: createDynamoAccountEmails(updateAccount, accounts),
    mailCodes: createMailCodes(kms, mailKey),
    mailLimits: createMailLimits({ ...context, log }),
    mailQueue: createSqsMailQueue(createClient(awsServices.sqs), mailQueueUrl),
  };
}
