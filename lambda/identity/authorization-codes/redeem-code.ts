/** Exchanges authorization codes for the tokens of new sessions (RFC 6749 section 4.1.3). */
import type { ClientInfo } from '../../shared/http/client-info';
import type { Log } from '../../shared/log';
import { InvalidClientError, InvalidGrantError } from '../../shared/oauth-errors';
import type { Account } from '../accounts/account';
import type { Accounts } from '../accounts/accounts';
import { findValidSession, type SessionValidityDependencies } from '../authentication/is-session-valid';
import type { Sessions } from '../sessions/sessions';
import type { SessionStart, StartSessionCommand } from '../sessions/start-session';
import type { TokenResponse } from '../tokens/token-response';
import { type AuthorizationCode, digestAuthorizationCode, isVerifierOf } from './authorization-code';
import type { AuthorizationCodes } from './authorization-codes';
import { findPageClient, type PageClient } from './page-clients';

/** The dependencies of the operation. */
export interface RedeemCodeDependencies extends SessionValidityDependencies {
  readonly accounts: Pick<Accounts, 'find'>;
  readonly sessions: Pick<Sessions, 'find' | 'delete'>;
  readonly codes: Pick<AuthorizationCodes, 'find' | 'use' | 'markReused'>;
  readonly clients: readonly PageClient[];
  readonly startSession: (command: StartSessionCommand) => Promise<SessionStart>;
  /** Returns a new UUID. */
  readonly newId: () => string;
  readonly log: Log<'authorization_code_reused' | 'signed_in'>;
}

/** A code and what proves that the app may use it. */
export interface RedeemCodeCommand {
  readonly code: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly verifier: string;
  readonly source: ClientInfo;
}

/** The tokens, and the scopes of the access token. */
export interface RedeemedTokens extends Omit<TokenResponse, 'id_token'> {
  /** Separated by spaces. @default - the account has no scopes */
  readonly scope?: string;
}

/**
 * Returns the operation. The code is used up before the session starts, and names it: so a second use finds the session,
 * and ends it. A second use during the start may come before the session is stored, so it marks the code, which is read
 * again afterwards. The session begins with the authentication of the session of the pages.
 * @throws InvalidClientError when no app has this id
 * @throws InvalidGrantError when the code is unknown, expired, used, or for another app, URI or verifier, or its session
 * of the pages has ended. It does not reveal which
 */
export function redeemCode(
  deps: RedeemCodeDependencies,
): (command: RedeemCodeCommand) => Promise<RedeemedTokens> {
  const { codes, clients, startSession, newId, log, now } = deps;
  return async (command) => {
    const { source } = command;
    if (!findPageClient(clients, command.clientId)) throw new InvalidClientError('No app has this id');
    const digest = digestAuthorizationCode(command.code);
    const code = await codes.find(digest);
    if (!code) throw new InvalidGrantError('No such code was issued');
    if (code.issuedSid !== undefined) return refuseReuse(deps, digest, code, source);
    if (code.validUntil <= now()) throw new InvalidGrantError('The code has expired');
    if (!isBound(code, command)) throw new InvalidGrantError('The code is for another request');
    const account = await findAccount(deps, code);

    const sid = newId();
    if (!(await codes.use(digest, sid, now()))) {
      const used = await codes.find(digest);
      if (used?.issuedSid !== undefined) return refuseReuse(deps, digest, used, source);
      throw new InvalidGrantError('The code has expired');
    }
    const { amr, authTime } = code;
    const started = await startSession({
      authenticated: { account, amr, continued: { sid, authTime } },
      source,
    });
    if (started.outcome !== 'started') throw new InvalidGrantError('The account has changed');
    const { sub } = started.session;
    if ((await codes.find(digest))?.isReused) {
      await deps.sessions.delete({ sub, sid });
      throw new InvalidGrantError('The code was used twice at once');
    }
    log('signed_in', { sub, sid, sourceIp: source.ip, requestId: source.requestId });
    // an OAuth client would take the alias for an ID Token, and refuse it
    const { device_token: _none, id_token: _alias, ...tokens } = started.response;
    const { scopes = [] } = started;
    return { ...tokens, ...(scopes.length > 0 && { scope: scopes.join(' ') }) };
  };
}

/** Whether a code was issued for this app and URI, to the app that has the verifier. */
function isBound(
  { clientId, redirectUri, challenge }: AuthorizationCode,
  command: RedeemCodeCommand,
): boolean {
  const isVerified = isVerifierOf(challenge, command.verifier);
  return isVerified && clientId === command.clientId && redirectUri === command.redirectUri;
}

/** Finds the account of a code whose session of the pages is still valid. @throws InvalidGrantError */
async function findAccount(deps: RedeemCodeDependencies, code: AuthorizationCode): Promise<Account> {
  const account = await deps.accounts.find(code.sub);
  if (account?.state !== 'ACTIVE' || account.securityVersion !== code.securityVersion)
    throw new InvalidGrantError('The account of the code has changed');
  if (!(await findValidSession(deps, account, code.sid)))
    throw new InvalidGrantError('The session of the code has ended');
  return account;
}

/**
 * Ends the session that a code has started: another party may have the code (RFC 6749 section 4.1.2). The mark comes
 * first: the first use stores its session before it looks for the mark.
 * @throws InvalidGrantError always
 */
async function refuseReuse(
  { codes, sessions, log }: Pick<RedeemCodeDependencies, 'codes' | 'sessions' | 'log'>,
  digest: string,
  { sub, issuedSid: sid = '' }: AuthorizationCode,
  { ip: sourceIp, requestId }: ClientInfo,
): Promise<never> {
  await codes.markReused(digest);
  await sessions.delete({ sub, sid });
  log('authorization_code_reused', { sub, sid, sourceIp, requestId });
  throw new InvalidGrantError('The code was used before');
}
