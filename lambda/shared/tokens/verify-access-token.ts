/** Verifies access tokens: the one place that decides whether a token is ours, sound and in force. */
import { type JWSHeaderParameters, jwtVerify } from 'jose';
// one by one: the namespace `errors` of `jose` brings the errors of encryption and of key sets into every bundle
import {
  JOSEAlgNotAllowed,
  JOSEError,
  JOSENotSupported,
  JWSSignatureVerificationFailed,
  JWTClaimValidationFailed,
  JWTExpired,
} from 'jose/errors';
import { ACCESS_TOKEN_TYPE, type AccessTokenClaims } from './access-token-claims';
import { checkTokenShape } from './access-token-shape';
import { checkClaims } from './check-claims';
import { TokenRejectedError, type TokenRejection } from './token-rejected-error';
import type { VerificationKeys } from './verification-keys';

/** What the verification rests on. */
export interface VerificationSettings {
  readonly keys: VerificationKeys;
  /** Accepted values of `iss`. */
  readonly issuers: readonly string[];
  /** Accepted values of `aud`, of which a token has one. */
  readonly audiences: readonly string[];
  /** The time in epoch milliseconds. */
  readonly now: () => number;
}

/** A token that holds. */
export interface VerifiedToken {
  readonly claims: AccessTokenClaims;
  /** The id of the key that signed it. */
  readonly kid: string;
}

/**
 * Verifies one token.
 * It rejects with TokenRejectedError for a bad token, and with anything else when it could not judge.
 */
export type VerifyAccessToken = (token: string) => Promise<VerifiedToken>;

/** A token may choose among our keys; it may bring neither keys nor rules of its own (RFC 8725 section 3.1). */
const ALLOWED_HEADERS = new Set(['alg', 'typ', 'kid']);

/**
 * Makes the verification of RFC 9068 section 4, with algorithm, type, issuers and audiences fixed beforehand
 * (RFC 8725 sections 3.1, 3.8, 3.9 and 3.11).
 */
export function createVerifyAccessToken(settings: VerificationSettings): VerifyAccessToken {
  const { keys, issuers, audiences, now } = settings;
  const options = {
    algorithms: ['RS256'],
    typ: ACCESS_TOKEN_TYPE,
    issuer: [...issuers],
    audience: [...audiences],
  };

  return async (token) => {
    checkTokenShape(token);
    let kid: string | undefined;
    const inForce = { ...options, currentDate: new Date(now()) };
    try {
      const { payload } = await jwtVerify(
        token,
        (header: JWSHeaderParameters) => {
          kid = readKeyId(header);
          if (!Object.keys(header).every((name) => ALLOWED_HEADERS.has(name))) {
            throw new TokenRejectedError('unexpected-header', kid);
          }
          const key = kid === undefined ? undefined : keys.find(kid);
          if (!key) throw new TokenRejectedError('unknown-key', kid);
          return key;
        },
        inForce,
      );
      // set, or no key had been found
      const verifiedBy = kid ?? '';
      checkClaims(payload, verifiedBy);
      return { claims: payload, kid: verifiedBy };
    } catch (error) {
      const reason = reasonOf(error);
      throw reason ? new TokenRejectedError(reason, kid) : error;
    }
  };
}

/** Only what looks like a KMS key id: it ends in a log. */
function readKeyId({ kid }: JWSHeaderParameters): string | undefined {
  return typeof kid === 'string' && /^[\w-]{1,64}$/.test(kid) ? kid : undefined;
}

/** Undefined for what is not the token's fault, and for a rejection that already says why. */
function reasonOf(error: unknown): TokenRejection | undefined {
  if (!(error instanceof JOSEError)) return undefined;
  if (error instanceof JWTExpired) return 'expired';
  if (error instanceof JWSSignatureVerificationFailed) return 'bad-signature';
  if (error instanceof JOSEAlgNotAllowed) return 'wrong-algorithm';
  // the only extension that jose would know is `b64`, and that is refused as well
  if (error instanceof JOSENotSupported) return 'unexpected-header';
  if (error instanceof JWTClaimValidationFailed) return reasonOfClaim(error.claim, error.reason);
  return 'malformed';
}

function reasonOfClaim(claim: string, reason: string): TokenRejection {
  // `typ` is the header's, but its failure comes as that of a claim
  if (claim === 'typ') return 'wrong-type';
  if (reason !== 'check_failed') return 'bad-claims';
  if (claim === 'iss') return 'wrong-issuer';
  if (claim === 'aud') return 'wrong-audience';
  return claim === 'nbf' ? 'not-yet-valid' : 'bad-claims';
}
