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

/** What starting a session needs. */
export interface StartSessionDependencies
  extends TokenDependencies,
    Pick<SessionLimitDependencies, 'maxSessionsPerUser' | 'sessionsNotBefore'>,
    Pick<SpreadUsernameDependencies, 'usernames'> {
  readonly accounts: Pick<Accounts, 'commitSignIn' | 'correctSessionCount' | 'markSessionsRevoked'>;
  readonly sessions: Pick<
    Sessions,
    'put' | 'delete' | 'list' | 'adoptSecurityVersion' | 'adoptUsername' | 'deleteOutdated'
  >;
}

/** A session to start. */
export interface StartSessionCommand {
  readonly authenticated: Authenticated;
  readonly source: ClientInfo;
  /** Creates the account, which has this session as its first. @default - the account exists */
  readonly createAccount?: (account: Account) => Promise<void>;
}

/** What has become of it. */
export type SessionStart =
  | { readonly outcome: 'started'; readonly session: SessionKey; readonly response: SignInResponse }
  /** The account is not any more what it was when its user was authenticated. Nothing was started: authenticate anew. */
  | { readonly outcome: 'changed' };

/** Makes the operation. The answer is given after the commit, so a session that a crash leaves behind is one whose tokens nobody has. */
export function startSession(
  deps: StartSessionDependencies,
): (command: StartSessionCommand) => Promise<SessionStart> {
  const { accounts, sessions, now } = deps;

  /** Returns how many sessions are counted then; undefined when the account has changed. */
  async function commit(
    { authenticated, createAccount }: StartSessionCommand,
    { sid }: Session,
    device: Device,
    at: number,
  ): Promise<number | undefined> {
    const { account, newPasswordHash, replacesPassword } = authenticated;
    if (!createAccount) {
      return accounts.commitSignIn({
        account,
        sid,
        newPasswordHash,
        replacesPassword,
        device,
        at,
      });
    }
    await createAccount({ ...account, lastSid: sid, sessionCount: 1, devices: [device] });
    return 1;
  }

  return async (command) => {
    const { authenticated, source } = command;
    const { account } = authenticated;
    if (account.sessionsRevokedThroughVersion < account.securityVersion) {
      // what has raised the version was interrupted before it had ended the older sessions
      await endOutdatedSessions(deps, account);
    }
    // a change of the username was interrupted before it had rewritten the sessions
    if (isUsernameBehind(account)) await spreadUsername(deps, account);
    const { session, refreshToken } = beginSession(deps, authenticated, source);
    // before anything is written: a failure to sign leaves nothing behind
    const issued = await issueAccessToken(deps, session);
    const deviceToken = authenticated.device?.token ?? createDeviceToken();
    const at = Math.floor(now() / 1000);

    // the session first: whatever may end it from the commit on finds it, and none that is committed is missing
    await sessions.put(session);
    let counted: number | undefined;
    try {
      counted = await commit(command, session, toDevice(deviceToken, at), at);
    } catch (error) {
      // the answer is what the commit has failed for; of a session that stays behind no client has the tokens
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
    return { outcome: 'started', session, response };
  };
}
