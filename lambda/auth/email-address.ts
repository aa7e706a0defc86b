/**
 * The routes of e-mail, with the schemas of their bodies, and the migration of addresses. A file on demand, next to
 * the bundle.
 */
import { authEvents, emailEvents } from '../events';
import type { Accounts } from '../identity/accounts/accounts';
import { createDynamoIdentifierPointers } from '../identity/accounts/identifiers/identifier-pointers';
import { createDynamoAccountEmails } from '../identity/email/account-emails';
import { cancelEmailChange } from '../identity/email/cancel-email-change';
import { changeEmail } from '../identity/email/change-email';
import { createMailCodes } from '../identity/email/mail-code';
import { chooseMailLanguage } from '../identity/email/mail-language';
import { createMailLimits, type MailLimitDependencies } from '../identity/email/mail-limits';
import { createSqsMailQueue } from '../identity/email/mail-queue';
import { migrateEmail } from '../identity/email/migration/migrate-email';
import { createDynamoMigratedAccountEmails } from '../identity/email/migration/migrated-account-emails';
import { removeEmail } from '../identity/email/remove-email';
import { type VerifyEmailDependencies, verifyEmail } from '../identity/email/verify-email';
import { createCognitoEmailReader } from '../identity/passwords/cognito-email-reader';
import type { CognitoSignIn } from '../identity/passwords/cognito-verifier';
import { type AwsClient, createAwsClient } from '../shared/aws/aws-client';
import * as awsServices from '../shared/aws/aws-services';
import { type AwsSettings, readAwsSettings } from '../shared/aws/aws-settings';
import { noContent } from '../shared/http/answer';
import type { ClientInfo, ClientRequest } from '../shared/http/client-info';
import type { Caller, LoadedRoutes } from '../shared/http/request';
import { createLog } from '../shared/log';
import { emailBodies } from './email-bodies';
import { createPasswordResetOperations, type PasswordResetContext } from './password-resets';
import { resetBodies } from './reset-bodies';

const bodies = { ...emailBodies, ...resetBodies } as const;

/** What the routes take over from the bundle: its settings, clients and stores. */
export interface EmailContext
  extends Pick<VerifyEmailDependencies, 'sessionsNotBefore' | 'tokens' | 'newId' | 'now' | 'notify'>,
    Pick<MailLimitDependencies, 'sourceRateLimits' | 'hashName'>,
    Omit<PasswordResetContext, 'log' | 'mailCodes' | 'mailQueue' | 'sessions'> {
  readonly sessions: VerifyEmailDependencies['sessions'];
  readonly accounts: Pick<Accounts, 'find' | 'markSessionsRevoked'>;
  readonly dynamo: Parameters<typeof createDynamoAccountEmails>[0];
  readonly kms: AwsClient;
  readonly tableName: string;
  readonly mailQueueUrl: string;
  readonly mailKey: string;
  readonly reauthenticationSeconds: number;
  readonly readClientInfo: (request: ClientRequest) => ClientInfo;
}

/** Creates the code of the routes. */
export function createEmailRoutes(context: EmailContext): LoadedRoutes<'auth', 'email', typeof bodies> {
  const { accounts, dynamo, kms, tableName, mailQueueUrl, mailKey, readClientInfo } = context;
  const { attempt_not_refunded, attempt_throttled } = authEvents;
  const log = createLog({ ...emailEvents, attempt_not_refunded, attempt_throttled });
  const deps = {
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
  const commandOf = (request: ClientRequest & { readonly caller: Caller }) => ({
    caller: request.caller,
    source: readClientInfo(request),
  });

  return {
    bodies,
    operations: {
      ...createPasswordResetOperations(deps),
      'PUT /users/me/email': async (request) => {
        const language = chooseMailLanguage(request.headerLines('accept-language'));
        await changeEmail(deps)({ ...commandOf(request), ...request.body, language });
        return { status: 202 };
      },
      'DELETE /users/me/email': async (request) => {
        await removeEmail(deps)(commandOf(request));
        return noContent;
      },
      'POST /users/me/email/verification': async (request) => {
        await verifyEmail(deps)({ ...commandOf(request), ...request.body });
        return noContent;
      },
      'DELETE /users/me/email/verification': async (request) => {
        await cancelEmailChange(deps)(commandOf(request));
        return noContent;
      },
    },
  };
}

/** What a migration takes over from the bundle. */
export interface EmailMigrationContext extends Pick<EmailContext, 'dynamo' | 'tableName' | 'newId' | 'now'> {
  readonly accounts: Pick<Accounts, 'find'>;
  /** The endpoint of the user pool. */
  readonly settings: AwsSettings;
}

/** Returns the operation after a sign-in through Amazon Cognito, which never throws. */
export function createEmailMigration(
  context: EmailMigrationContext,
): (signIn: CognitoSignIn) => Promise<void> {
  const { accounts, dynamo, tableName, settings } = context;
  return migrateEmail({
    ...context,
    readEmail: createCognitoEmailReader(settings.endpoint),
    emails: createDynamoIdentifierPointers(dynamo, tableName, 'email'),
    accountEmails: createDynamoAccountEmails(dynamo, tableName, accounts),
    migratedEmails: createDynamoMigratedAccountEmails(dynamo, tableName, accounts),
    log: createLog(emailEvents),
  });
}
