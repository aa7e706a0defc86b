/** Starts a session for a user who was authenticated. */
import type { ClientInfo } from '../../shared/http/client-info';
import type { Account } from '../accounts/account';
import type { Accounts } from '../accounts/accounts';
import {
  isUsernameBehind,
  type SpreadUsernameDependencies,
  spreadUsername,
} from '../accounts/usernames/spread-username';
import type { Authenticated } from '../authentication/authenticated';
import { createDeviceToken, type Device, formatDeviceToken, toDevice } from '../devices/device';
import { issueAccessToken, type TokenDependencies } from '../tokens/access-token';
import { type SignInResponse, toTokenResponse } from '../tokens/token-response';
import { beginSession } from './begin-session';
import { endOutdatedSessions } from './end-outdated-sessions';
import { enforceSessionLimit, type SessionLimitDependencies } from './enforce-session-limit';
import type { Session, SessionKey } from './session';
import type { Sessions } from './sessions';

/** The dependencies of the start of a session. */
export interface StartSessionDependencies
  extends TokenDependencies,
    ExpiryRule,
    Pick<SessionLimitDependencies, 'maxSessionsPerUser' | 'sessionsNotBefore'>,
    Pick<SpreadUsernameDependencies, 'usernames'> {
  readonly accounts: Pick<Accounts, 'commitSignIn' | 'correctSessionCount' | 'markSessionsRevoked'>;
  readonly sessions: Pick<
    Sessions,
    'put' | 'delete' | 'list' | 'adoptSecurityVersion' | 'adoptUsername' | 'deleteOutdated'
  >;
}

/** The rule for accounts whose e-mail address was never verified. */
export interface ExpiryRule {
  /** How long such an account lasts after a sign-in, in seconds. @default - accounts do not expire */
  readonly unverifiedSeconds?: number | undefined;
}

/** A session to start. */
export interface StartSessionCommand {
  readonly authenticated: Authenticated;
  readonly source: ClientInfo;
  /** Creates the account, whose first session this is. @default - the account exists */
  readonly createAccount?: (account: Account) => Promise<void>;
}

/** The result of a start. */
export type SessionStart<Response = SignInResponse> =
  | {
      readonly outcome: 'started';
      readonly session: SessionKey;
      readonly response: Response;
      /** The scopes of the access token. @default - no token was issued */
      readonly scopes?: readonly string[];
    }
  /** The account has changed since its user was authenticated. No session was started: authenticate again. */
  | { readonly outcome: 'changed' };

/**
 * Returns the operation. The client receives its tokens only after the commit. So if a crash leaves a session
 * behind, no client has its tokens.
 */
export function startSession(
  deps: StartSessionDependencies,
): (command: StartSessionCommand) => Promise<SessionStart> {
  const { accounts, sessions, now, unverifiedSeconds } = deps;

  /** Commits the sign-in. Returns the new count of sessions; undefined when the account has changed. */
  async function commit(
    { authenticated, createAccount }: StartSessionCommand,
    { sid }: Session,
    device: Device,
    at: number,
  ): Promise<number | undefined> {
    const { account, newPasswordHash, replacesPassword, secondFactor, continued } = authenticated;
    if (!createAccount) {
      return accounts.commitSignIn({
        account,
        sid,
        newPasswordHash,
        replacesPassword,
        ...(!continued && { device }),
        at,
        secondFactor,
        expiresAt: unverifiedSeconds && at + unverifiedSeconds,
      });
    }
    await createAccount({ ...account, lastSid: sid, sessionCount: 1, devices: [device] });
    return 1;
  }

  return async (command) => {
    const { authenticated, source } = command;
    const { account } = authenticated;
    if (account.sessionsRevokedThroughVersion < account.securityVersion) {
      // the change that raised the version was interrupted before it deleted the older sessions
      await endOutdatedSessions(deps, account);
    }
    // a change of the username was interrupted before it updated the sessions
    if (isUsernameBehind(account)) await spreadUsername(deps, account);
    const { session, refreshToken } = beginSession(deps, authenticated, source);
    // before anything is written: a failure to sign leaves nothing behind
    const issued = await issueAccessToken(deps, session, account);
    const deviceToken = authenticated.device?.token ?? createDeviceToken();
    const at = Math.floor(now() / 1000);

    // the session first: after the commit, every revocation finds it, and no committed session is missing
    await sessions.put(session);
    let counted: number | undefined;
    try {
      const device = { ...toDevice(deviceToken, at), ...authenticated.guesses };
      counted = await commit(command, session, device, at);
    } catch (error) {
      // report the error of the commit; if the session stays behind, no client has its tokens
      await sessions.delete(session).catch(() => {});
      throw error;
    }
    if (counted === undefined) {
      await sessions.delete(session);
      return { outcome: 'changed' };
    }
    await enforceSessionLimit(deps, { account, sid: session.sid, counted });
    const response = {
      ...toTokenResponse(issued, refreshToken),
      device_token: formatDeviceToken(deviceToken),
    };
    return { outcome: 'started', session, response, scopes: issued.scopes };
  };
}
