/** Gives the holder of a refresh token a new access token, and the next refresh token. */
import {
  ConcurrentChangeError,
  InvalidRefreshTokenError,
  RefreshTokenReusedError,
} from '../../shared/errors';
import type { ClientInfo } from '../../shared/http/client-info';
import type { Log } from '../../shared/log';
import { type IssuedToken, issueAccessToken, type TokenDependencies } from '../tokens/access-token';
import { type TokenResponse, toTokenResponse } from '../tokens/token-response';
import { expiryOf } from './begin-session';
import { findSessionEnd } from './find-session-end';
import {
  createNonce,
  deriveSuccessor,
  digestSecret,
  parseRefreshToken,
  type RefreshToken,
} from './refresh-token';
import type { Session } from './session';
import type { Sessions } from './sessions';

/** What a refresh needs. */
export interface RefreshDependencies extends TokenDependencies {
  readonly sessions: Pick<Sessions, 'find' | 'rotate' | 'delete'>;
  /** How long a replaced token still leads to its successor, and how long a new one is not replaced. */
  readonly refreshGraceSeconds: number;
  /** Sessions that began earlier are over, in epoch seconds. */
  readonly sessionsNotBefore: number;
  readonly log: Log;
}

/** A refresh. */
export interface RefreshCommand {
  readonly refreshToken: string;
  readonly source: ClientInfo;
}

/** A rotation that meets a parallel one looks anew; more than one lost race in a row means that something else is wrong. */
const MAX_ATTEMPTS = 3;

/** What a presented token is to its session. */
type Standing = 'invalid' | 'fresh' | 'current' | 'previous' | 'reused';

/**
 * Makes the operation (RFC 9700 section 4.14.2, refresh token rotation).
 *
 * The current token is replaced, unless it is younger than the grace: so no chain of fast tabs outruns the one generation
 * that is remembered. The token before it leads to the same successor during the grace, and ends the session after it,
 * as does any older one.
 *
 * @throws InvalidRefreshTokenError, RefreshTokenReusedError, ConcurrentChangeError, for the current token alone
 */
export function refreshSession(
  deps: RefreshDependencies,
): (command: RefreshCommand) => Promise<TokenResponse> {
  const { sessions, tokens, refreshGraceSeconds, sessionsNotBefore, now, log } = deps;

  /** @param millis when the token came: what takes its time here must not make it late */
  function judge(session: Session | undefined, token: RefreshToken, millis: number): Standing {
    const { sessionSeconds } = tokens;
    if (!session?.refresh || findSessionEnd(session, { sessionsNotBefore, sessionSeconds }, millis))
      return 'invalid';
    // digests of random secrets: the time of a comparison tells nothing that helps to find one
    const { familyHash, hash, rotation } = session.refresh;
    if (familyHash !== digestSecret(token.family)) return 'invalid';
    const presented = digestSecret(token.secret);
    // the clock that dated the rotation may be ahead of this one, and no grace at all stays none
    const inGrace =
      rotation !== undefined && Math.max(0, millis - rotation.rotatedAt) < refreshGraceSeconds * 1000;
    if (presented === hash) return inGrace ? 'fresh' : 'current';
    return presented === rotation?.previousHash && inGrace ? 'previous' : 'reused';
  }

  async function endReused({ sub, sid }: Session, source: ClientInfo): Promise<never> {
    await sessions.delete({ sub, sid });
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
      // the store may have met its own first write when only the answer was lost
      const isOwnRotation = session?.refresh?.rotation?.nonce === nonce;
      const standing = isOwnRotation ? 'previous' : judge(session, token, arrivedAt);
      if (!session || standing === 'invalid') {
        throw new InvalidRefreshTokenError('The refresh token is unknown or expired');
      }
      if (standing === 'reused') {
        // it came in time, and others were faster by two rotations: no replay, but no way to the current token either
        if (attempts > 0) throw new InvalidRefreshTokenError('The refresh took longer than the grace');
        return endReused(session, source);
      }

      const lastUsedAt = Math.floor(now() / 1000);
      const expiresAt =
        standing === 'current' ? expiryOf(tokens, session.createdAt, lastUsedAt) : session.expiresAt;
      // before the rotation: a failure to sign must not cost anybody their refresh token
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
