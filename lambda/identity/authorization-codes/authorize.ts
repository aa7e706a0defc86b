/** Answers authorization requests (RFC 6749 section 4.1.1, with PKCE: RFC 7636). */
import type { Caller } from '../../shared/http/request';
import type { Accounts } from '../accounts/accounts';
import { findValidSession, type SessionValidityDependencies } from '../authentication/is-session-valid';
import {
  CODE_MS,
  createAuthorizationCode,
  digestAuthorizationCode,
  isCodeChallenge,
} from './authorization-code';
import type { AuthorizationCodes } from './authorization-codes';
import { findPageClient, type PageClient } from './page-clients';

/** The dependencies of the operation. */
export interface AuthorizeDependencies extends SessionValidityDependencies {
  readonly accounts: Pick<Accounts, 'find'>;
  readonly codes: Pick<AuthorizationCodes, 'issue'>;
  readonly clients: readonly PageClient[];
  /** The `iss` of the tokens. */
  readonly issuer: string;
}

/** The parameters of a request that count. Others are ignored, also `scope`: tokens have the scopes of the account. */
export const authorizationParameters = [
  'response_type',
  'client_id',
  'redirect_uri',
  'code_challenge',
  'code_challenge_method',
  'state',
] as const;

/** A request of an app, through the browser of its user. */
export type AuthorizationRequest = {
  readonly [Name in (typeof authorizationParameters)[number]]?: string | undefined;
} & {
  /** Whether a parameter occurs twice, which makes the request invalid (RFC 6749 section 3.1). */
  readonly repeated: boolean;
};

/** What the browser does next. */
export type Authorization =
  /** It shows the error: there is no app to return to. */
  | { readonly outcome: 'refused'; readonly code: 'UNKNOWN_CLIENT' | 'INVALID_REDIRECT_URI' }
  /** It returns to the app, with a code or an error. */
  | { readonly outcome: 'returned'; readonly uri: string }
  /** It shows the sign-in, and then repeats the request. */
  | { readonly outcome: 'sign-in-needed' };

/** More than any app needs. */
const MAX_STATE = 512;

/** Returns the operation. It redirects only to a registered redirect URI, compared as a whole. */
export function authorize(
  deps: AuthorizeDependencies,
): (
  request: AuthorizationRequest,
  caller: Pick<Caller, 'sub' | 'sid'> | undefined,
) => Promise<Authorization> {
  const { accounts, codes, clients, issuer, now } = deps;
  return async (request, caller) => {
    const client = findPageClient(clients, request.client_id);
    if (!client) return { outcome: 'refused', code: 'UNKNOWN_CLIENT' };
    const redirectUri = client.redirectUris.find((uri) => uri === request.redirect_uri);
    if (redirectUri === undefined) return { outcome: 'refused', code: 'INVALID_REDIRECT_URI' };

    const { code_challenge: challenge, state } = request;
    const isShown = state === undefined || isState(state);
    const back = (result: Readonly<Record<string, string>>): Authorization => {
      const parameters = { ...result, ...(isShown && state !== undefined && { state }), iss: issuer };
      // the query that is registered stays as it is (RFC 6749 section 3.1.2)
      const separator = redirectUri.includes('?') ? '&' : '?';
      return { outcome: 'returned', uri: `${redirectUri}${separator}${new URLSearchParams(parameters)}` };
    };
    const fault = findFault(request);
    if (fault !== undefined || !isCodeChallenge(challenge))
      return back({ error: fault ?? 'invalid_request' });

    const account = caller && (await accounts.find(caller.sub));
    if (account?.state !== 'ACTIVE') return { outcome: 'sign-in-needed' };
    const session = await findValidSession(deps, account, caller?.sid ?? '');
    // a session of an API client is not one of the pages
    if (session?.pageHash === undefined) return { outcome: 'sign-in-needed' };

    const code = createAuthorizationCode();
    const { sub, sid, authTime, amr } = session;
    await codes.issue(digestAuthorizationCode(code), {
      ...{ sub, sid, authTime, amr, redirectUri, challenge },
      securityVersion: account.securityVersion,
      clientId: client.id,
      validUntil: now() + CODE_MS,
    });
    return back({ code });
  };
}

/** Returns the `error` of a request (RFC 6749 section 4.1.2.1); undefined for a valid one. */
function findFault(request: AuthorizationRequest): string | undefined {
  const { response_type: type, code_challenge_method: method, code_challenge: challenge, state } = request;
  if (request.repeated) return 'invalid_request';
  if (type === undefined) return 'invalid_request';
  if (type !== 'code') return 'unsupported_response_type';
  // without a method, it would be `plain`
  if (method !== 'S256' || !isCodeChallenge(challenge)) return 'invalid_request';
  return state === undefined || isState(state) ? undefined : 'invalid_request';
}

/** Whether a state has only visible characters and spaces (RFC 6749 appendix A.5). */
function isState(state: string): boolean {
  return state.length <= MAX_STATE && /^[\x20-\x7e]*$/.test(state);
}
