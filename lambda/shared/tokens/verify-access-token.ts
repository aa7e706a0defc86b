/** Verifies access tokens. The one place that decides whether a token is ours, well-formed and valid. */
import { type JWSHeaderParameters, jwtVerify } from 'jose';
// Imported one by one: the namespace `errors` of `jose` adds the errors of encryption and key sets to every
// bundle.
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

/** The keys, the accepted issuers and audiences, and the clock of a verification. */
export interface VerificationSettings {
  readonly keys: VerificationKeys;
  /** Accepted values of `iss`. */
  readonly issuers: readonly string[];
  /** Accepted values of `aud`. A token has exactly one. */
  readonly audiences: readonly string[];
  /** The time in epoch milliseconds. */
  readonly now: () => number;
}

/** A valid token. */
export interface VerifiedToken {
  readonly claims: AccessTokenClaims;
  /** The id of the key that signed it. */
  readonly kid: string;
}

/**
 * Verifies one token. Rejects with TokenRejectedError for an invalid token, and with any other error when it
 * could not decide.
 */
export type VerifyAccessToken = (token: string) => Promise<VerifiedToken>;

/**
 * A token may choose among our keys. It may bring neither its own keys nor its own rules (RFC 8725 section
 * 3.1).
 */
const ALLOWED_HEADERS = new Set(['alg', 'typ', 'kid']);

/**
 * Creates the verification of RFC 9068 section 4, with fixed algorithm, type, issuers and audiences (RFC 8725
 * sections 3.1, 3.8, 3.9 and 3.11).
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
      // Always set here: without it no key would have been found.
      const verifiedBy = kid ?? '';
      checkClaims(payload, verifiedBy);
      return { claims: payload, kid: verifiedBy };
    } catch (error) {
      const reason = reasonOf(error);
      throw reason ? new TokenRejectedError(reason, kid) : error;
    }
  };
}

/** Returns a `kid` only if it looks like a KMS key id, because it is logged. */
function readKeyId({ kid }: JWSHeaderParameters): string | undefined {
  return typeof kid === 'string' && /^[\w-]{1,64}$/.test(kid) ? kid : undefined;
}

/**
 * Returns undefined for an error that the token did not cause, and for a rejection that already has a reason.
 */
function reasonOf(error: unknown): TokenRejection | undefined {
  if (!(error instanceof JOSEError)) return undefined;
  if (error instanceof JWTExpired) return 'expired';
  if (error instanceof JWSSignatureVerificationFailed) return 'bad-signature';
  if (error instanceof JOSEAlgNotAllowed) return 'wrong-algorithm';
  // The only extension that jose knows is `b64`, which is refused as well.
  if (error instanceof JOSENotSupported) return 'unexpected-header';
  if (error instanceof JWTClaimValidationFailed) return reasonOfClaim(error.claim, error.reason);
  return 'malformed';
}

function reasonOfClaim(claim: string, reason: string): TokenRejection {
  // `typ` is in the header, but jose reports its failure as that of a claim.
  if (claim === 'typ') return 'wrong-type';
  if (reason !== 'check_failed') return 'bad-claims';
  if (claim === 'iss') return 'wrong-issuer';
  if (claim === 'aud') return 'wrong-audience';
  return claim === 'nbf' ? 'not-yet-valid' : 'bad-claims';
}
