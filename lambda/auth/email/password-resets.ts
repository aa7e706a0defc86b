/** The code of the routes of password resets. Part of the file on demand of e-mail. */
import type { UpdateAccount } from '../../identity/accounts/update-account';
import { chooseMailLanguage } from '../../identity/email/mail-language';
import { createDynamoAccountResets } from '../../identity/email/password-resets/account-resets';
import {
  type ConfirmPasswordResetDependencies,
  confirmPasswordReset,
  type ResetProof,
} from '../../identity/email/password-resets/confirm-password-reset';
import { createDynamoOpenResets } from '../../identity/email/password-resets/open-resets';
import {
  type RequestPasswordResetDependencies,
  requestPasswordReset,
} from '../../identity/email/password-resets/request-password-reset';
import { createDynamoResetChallenges } from '../../identity/email/password-resets/reset-challenges';
import { ValidationError } from '../../shared/errors';
import { noContent } from '../../shared/http/answer';
import type { ClientInfo, ClientRequest } from '../../shared/http/client-info';
import type { Operations } from '../../shared/route-code';
import type { Table } from '../../shared/table/table';
import type { createResetBodies } from '../reset-bodies';

/** What the routes take over: settings, clients, and the other stores. */
export interface PasswordResetContext
  extends Omit<
    RequestPasswordResetDependencies & ConfirmPasswordResetDependencies,
    'accountResets' | 'openResets' | 'resetChallenges'
  > {
  readonly table: Table;
  readonly updateAccount: UpdateAccount;
  readonly readClientInfo: (request: ClientRequest) => ClientInfo;
}

type ResetOperations = Pick<
  Operations<'auth', ReturnType<typeof createResetBodies>, 'email'>,
  'POST /password-resets' | 'POST /password-resets/confirm'
>;

/** Creates the code of the routes. */
export function createPasswordResetOperations(context: PasswordResetContext): ResetOperations {
  const { accounts, table, updateAccount, readClientInfo } = context;
  const deps = {
    ...context,
    accountResets: createDynamoAccountResets(updateAccount, accounts),
    openResets: createDynamoOpenResets(table),
    resetChallenges: createDynamoResetChallenges(table),
  };
  return {
    'POST /password-resets': async ({ body: { username }, ...request }) => {
      const language = chooseMailLanguage(request.headerLines('accept-language'));
      const source = readClientInfo(request);
      const { resetId } = await requestPasswordReset(deps)({ username, language, source });
      return { status: 202, body: { reset_id: resetId } };
    },
    'POST /password-resets/confirm': async ({ body: { new_password: newPassword, ...sent }, ...request }) => {
      const proof = toProof(sent);
      await confirmPasswordReset(deps)({ proof, newPassword, source: readClientInfo(request) });
      return noContent;
    },
  };
}

interface SentProof {
  readonly reset_id?: string | undefined;
  readonly code?: string | undefined;
  readonly token?: string | undefined;
}

/** @throws ValidationError unless the body holds either a token, or an id with its code */
function toProof({ reset_id: resetId, code, token }: SentProof): ResetProof {
  if (token !== undefined && resetId === undefined && code === undefined) return { token };
  if (token === undefined && resetId !== undefined && code !== undefined) return { resetId, code };
  throw new ValidationError([{ pointer: '#', detail: 'must have either reset_id and code, or token' }]);
}
