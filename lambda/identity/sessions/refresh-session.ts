/** Exchanges a refresh token for a new access token and the next refresh token. */
import {
  ConcurrentChangeError,
  InvalidRefreshTokenError,
  RefreshTokenReusedError,
} from '../../shared/errors';
import type { ClientInfo } from '../../shared/http/client-info';
import type { Log } from '../../shared/log';
import type { Notify } from '../email/notices/notify';
import { type IssuedToken, issueAccessToken, type TokenDependencies } from '../tokens/access-token';
import { type TokenResponse, toTokenResponse } from '../tokens/token-response';
import { expiryOf } from './begin-session';
import { findSessionEnd, lacksSecondFactor, type SecondFactorRule } from './find-session-end';
import {
  createNonce,
  deriveSuccessor,
  digestSecret,
  parseRefreshToken,
  type RefreshToken,
} from './refresh-token';
import type { Session } from './session';
import type { Sessions } from './sessions';

/** The dependencies of a refresh. */
export interface RefreshDependencies extends TokenDependencies, SecondFactorRule {
  readonly sessions: Pick<Sessions, 'find' | 'rotate' | 'delete'>;
  /**
   * The grace period. For this long, a replaced token still leads to its successor, and a new token is not
   * replaced.
   */
  readonly refreshGraceSeconds: number;
  /** Sessions that began before this time are not valid, in epoch seconds. */
  readonly sessionsNotBefore: number;
  readonly notify: Notify;
  readonly log: Log;
}

/** A refresh. */
export interface RefreshCommand {
  readonly refreshToken: string;
  readonly source: ClientInfo;
}

/**
 * How often a rotation is attempted when parallel ones interfere. Losing several races in a row indicates
 * another fault.
 */
const MAX_ATTEMPTS = 3;

/** The state of a presented token, relative to its session. */
type Standing = 'invalid' | 'fresh' | 'current' | 'previous' | 'reused';

/**
 * Returns the operation (RFC 9700 section 4.14.2, refresh token rotation).
 *
 * The current token is replaced, unless it is younger than the grace period. So parallel tabs cannot rotate
 * past the one generation that is stored. During the grace period, the previous token leads to the same
 * successor. After it, the previous token revokes the session. Any older token always revokes it.
 *
 * @throws InvalidRefreshTokenError, RefreshTokenReusedError
 * @throws ConcurrentChangeError, only for the current token
 */
export function refreshSession(
  deps: RefreshDependencies,
): (command: RefreshCommand) => Promise<TokenResponse> {
  const { sessions, tokens, refreshGraceSeconds, sessionsNotBefore, now, notify, log } = deps;

  /** @param millis when the token arrived, so that time spent here does not make it late */
  function judge(session: Session | undefined, token: RefreshToken, millis: number): Standing {
    const { sessionSeconds } = tokens;
    if (!session?.refresh || findSessionEnd(session, { sessionsNotBefore, sessionSeconds }, millis))
      return 'invalid';
    if (lacksSecondFactor(session, deps)) return 'invalid';
    // digests of random secrets: the time of a comparison does not help to find one
    const { familyHash, hash, rotation } = session.refresh;
    if (familyHash !== digestSecret(token.family)) return 'invalid';
    const presented = digestSecret(token.secret);
    // the clock that dated the rotation may be ahead of this one; a grace period of zero must stay zero
    const inGrace =
      rotation !== undefined && Math.max(0, millis - rotation.rotatedAt) < refreshGraceSeconds * 1000;
    if (presented === hash) return inGrace ? 'fresh' : 'current';
    return presented === rotation?.previousHash && inGrace ? 'previous' : 'reused';
  }

  async function endReused({ sub, sid }: Session, source: ClientInfo): Promise<never> {
    await sessions.delete({ sub, sid });
    notify('session-reused', { sub });
    log('refresh_token_reused', { sub, sid, sourceIp: source.ip, requestId: source.requestId });
    throw new RefreshTokenReusedError('A replaced refresh token was reused');
  }

  return async ({ refreshToken, source }) => {
    const token = parseRefreshToken(refreshToken);
    if (!token) throw new InvalidRefreshTokenError('The refresh token is malformed');
    const arrivedAt = now();
    const nonce = createNonce();
    let issued: IssuedToken | undefined;

    for (let attempts = 0; attempts < MAX_ATTEMPTS; attempts++) {
      const session = await sessions.find(token);
      // if only the response was lost, a retry in the store finds its own first write
      const isOwnRotation = session?.refresh?.rotation?.nonce === nonce;
      const standing = isOwnRotation ? 'previous' : judge(session, token, arrivedAt);
      if (!session || standing === 'invalid') {
        throw new InvalidRefreshTokenError('The refresh token is unknown or expired');
      }
      if (standing === 'reused') {
        // it arrived in time, and parallel requests rotated twice meanwhile: not a replay, but the current
        // token cannot be derived
        if (attempts > 0) throw new InvalidRefreshTokenError('The refresh took longer than the grace period');
        return endReused(session, source);
      }

      const lastUsedAt = Math.floor(now() / 1000);
      const expiresAt =
        standing === 'current' ? expiryOf(tokens, session.createdAt, lastUsedAt) : session.expiresAt;
      // before the rotation: if signing fails, the client must not lose its refresh token
      issued ??= await issueAccessToken(deps, { ...session, expiresAt });

      if (standing === 'fresh') return toTokenResponse(issued, token);
      if (standing === 'previous') {
        return toTokenResponse(issued, deriveSuccessor(token, session.refresh?.rotation?.nonce ?? ''));
      }
      const successor = deriveSuccessor(token, nonce);
      const rotated = await sessions.rotate(token, {
        hash: digestSecret(successor.secret),
        rotation: { previousHash: digestSecret(token.secret), nonce, rotatedAt: now() },
        lastUsedAt,
        expiresAt,
        ip: source.ip,
        ...(source.userAgent !== undefined && { userAgent: source.userAgent }),
      });
      if (rotated) return toTokenResponse(issued, successor);
    }
    throw new ConcurrentChangeError('A session kept changing while it was refreshed');
  };
}
