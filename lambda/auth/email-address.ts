/** The routes of e-mail: the schemas of their bodies, and their code. A file on demand, next to the bundle. */
import { authEvents, emailEvents } from '../events';
import type { Accounts } from '../identity/accounts/accounts';
import { createDynamoIdentifierPointers } from '../identity/accounts/identifiers/identifier-pointers';
import { createDynamoAccountEmails } from '../identity/email/account-emails';
import { cancelEmailChange } from '../identity/email/cancel-email-change';
import { changeEmail } from '../identity/email/change-email';
import { createMailCodes } from '../identity/email/mail-code';
import { chooseMailLanguage } from '../identity/email/mail-language';
import { createMailLimits, type MailLimitDependencies } from '../identity/email/mail-limits';
import type { MailProof } from '../identity/email/mail-proof';
import { createSqsMailQueue } from '../identity/email/mail-queue';
import { removeEmail } from '../identity/email/remove-email';
import { type VerifyEmailDependencies, verifyEmail } from '../identity/email/verify-email';
import { type AwsClient, createAwsClient } from '../shared/aws/aws-client';
import * as awsServices from '../shared/aws/aws-services';
import { readAwsSettings } from '../shared/aws/aws-settings';
import { ValidationError } from '../shared/errors';
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
  extends Pick<VerifyEmailDependencies, 'sessionsNotBefore' | 'tokens' | 'newId' | 'now'>,
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

/** The members that hold a proof. The schema of the body leaves it open which of them is sent. */
interface SentProof {
  readonly code?: string | undefined;
  readonly token?: string | undefined;
}

/** @throws ValidationError unless exactly one member is sent */
function requireProof({ code, token }: SentProof): MailProof {
  if (code !== undefined && token === undefined) return { code };
  if (token !== undefined && code === undefined) return { token };
  throw new ValidationError([{ detail: 'must have either code or token', pointer: '#' }]);
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
        await verifyEmail(deps)({ ...commandOf(request), ...requireProof(request.body) });
        return noContent;
      },
      'DELETE /users/me/email/verification': async (request) => {
        await cancelEmailChange(deps)(commandOf(request));
        return noContent;
      },
    },
  };
}
