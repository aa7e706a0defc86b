/**
 * The routes of e-mail, and the migration of addresses. A file on demand, next to
 * the bundle.
 */
import { emailEvents } from '../../events';
import type { Accounts } from '../../identity/accounts/accounts';
import { createDynamoAccountEmails } from '../../identity/email/account-emails';
import { cancelEmailChange } from '../../identity/email/cancel-email-change';
import { changeEmail } from '../../identity/email/change-email';
import { chooseMailLanguage } from '../../identity/email/mail-language';
import type { MailProof } from '../../identity/email/mail-proof';
import { migrateEmail } from '../../identity/email/migration/migrate-email';
import { createDynamoMigratedAccountEmails } from '../../identity/email/migration/migrated-account-emails';
import { removeEmail } from '../../identity/email/remove-email';
import { verifyEmail } from '../../identity/email/verify-email';
import { createCognitoEmailReader } from '../../identity/passwords/cognito-email-reader';
import type { CognitoSignIn } from '../../identity/passwords/cognito-verifier';
import type { AwsSettings } from '../../shared/aws/aws-settings';
import { ValidationError } from '../../shared/errors';
import { noContent } from '../../shared/http/answer';
import type { ClientRequest } from '../../shared/http/client-info';
import type { Caller } from '../../shared/http/request';
import { createLog } from '../../shared/log';
import type { LoadedRoutes } from '../../shared/route-code';
import type { createEmailBodies } from '../email-bodies';
import { createEmailDependencies, type EmailContext } from './email-dependencies';
import { createPasswordResetOperations } from './password-resets';
import { createSignUpEmail } from './sign-up-email';

type EmailBodies = ReturnType<typeof createEmailBodies>;

/** Creates the code of a sign-up's address. It shares most of this file. */
export const createSignUpAddress = createSignUpEmail;

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

/** Creates the code of the routes. @param bodies the bundle's, which has zod */
export function createEmailRoutes(
  context: EmailContext,
  bodies: EmailBodies,
): LoadedRoutes<'auth', 'email', EmailBodies> {
  const { readClientInfo } = context;
  const deps = createEmailDependencies(context);
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

/** What a migration takes over from the bundle. */
export interface EmailMigrationContext
  extends Pick<EmailContext, 'updateAccount' | 'emails' | 'newId' | 'now'> {
  readonly accounts: Pick<Accounts, 'find' | 'discard'>;
  /** The endpoint of the user pool. */
  readonly settings: AwsSettings;
}

/** Returns the operation after a sign-in through Amazon Cognito, which never throws. */
export function createEmailMigration(
  context: EmailMigrationContext,
): (signIn: CognitoSignIn) => Promise<void> {
  const { accounts, updateAccount, settings } = context;
  return migrateEmail({
    ...context,
    readEmail: createCognitoEmailReader(settings.endpoint),
    accountEmails: createDynamoAccountEmails(updateAccount, accounts),
    migratedEmails: createDynamoMigratedAccountEmails(updateAccount, accounts),
    log: createLog(emailEvents),
  });
}
