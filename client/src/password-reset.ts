/** Replaces a forgotten password. No call sends the tokens of a session. */
import createOpenapiClient from 'openapi-fetch';
import type { paths } from './api-types';
import { ProblemError, unwrap } from './problem-error';
import type { Send } from './session-api';

/** What the mail holds: the code, with the id of its request, or the token of its link. */
export type PasswordResetProof =
  | { readonly resetId: string; readonly code: string }
  | { readonly token: string };

/** A reset that was requested. */
export interface RequestedPasswordReset {
  /** Keep it until the user has typed the code. */
  readonly resetId: string;
}

/** The calls. */
export interface PasswordResetApi {
  request(username: string): Promise<RequestedPasswordReset>;
  confirm(proof: PasswordResetProof, newPassword: string): Promise<void>;
}

/** @param baseUrl without a trailing slash */
export function createPasswordResetApi(baseUrl: string, send: Send): PasswordResetApi {
  const api = createOpenapiClient<paths>({ baseUrl, fetch: send, redirect: 'error' });
  return {
    request: async (username) => {
      const result = await api.POST('/password-resets', { body: { username }, parseAs: 'text' });
      return { resetId: readResetId(unwrap(result), result.response) };
    },
    confirm: async (proof, newPassword) => {
      const sent = 'token' in proof ? { token: proof.token } : { reset_id: proof.resetId, code: proof.code };
      const body = { ...sent, new_password: newPassword };
      unwrap(await api.POST('/password-resets/confirm', { body, parseAs: 'text' }));
    },
  };
}

/** @throws ProblemError for any other text, which it does not quote */
function readResetId(text: string, response: Response): string {
  try {
    const { reset_id: resetId } = Object(JSON.parse(text));
    if (typeof resetId === 'string') return resetId;
  } catch {
    // below
  }
  throw new ProblemError(response, undefined);
}
