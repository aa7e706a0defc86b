/** Shows authenticator apps as JSON, for tests. */
import { Secret, TOTP } from 'otpauth';
import type { TotpSecret } from '../../authenticator/find-totp-secrets';

/** An authenticator app as clients see it. */
export interface ShownFactor {
  readonly username: string;
  readonly name: string;
  readonly id: string;
  /** In base32, as authenticator apps take it. */
  readonly secret: string;
  readonly code: string;
  /** The code of the next step. Each code is accepted once. */
  readonly nextCode: string;
  /** How long the code is shown from now on: 1 to 30. */
  readonly validForSeconds: number;
  /** Whether the app waits for the first code. */
  readonly pending: boolean;
}

/** What all authenticator apps support (RFC 6238). */
const rules = { algorithm: 'SHA1', digits: 6, period: 30 } as const;

/**
 * Returns an authenticator app as clients see it.
 * @param now epoch milliseconds
 */
export function showFactor({ username, name, id, secret, isPending }: TotpSecret, now: number): ShownFactor {
  const totp = new TOTP({ ...rules, secret: new Secret({ buffer: new Uint8Array(secret).buffer }) });
  return {
    username,
    name,
    id,
    secret: totp.secret.base32,
    code: totp.generate({ timestamp: now }),
    nextCode: totp.generate({ timestamp: now + rules.period * 1_000 }),
    validForSeconds: rules.period - (Math.floor(now / 1_000) % rules.period),
    pending: isPending,
  };
}
