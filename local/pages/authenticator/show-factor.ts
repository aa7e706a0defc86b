/** Shows authenticator apps as JSON, for tests. */
import { toBase32 } from '../../authenticator/base32';
import type { TotpSecret } from '../../authenticator/find-totp-secrets';
import { showCode } from '../../authenticator/totp-code';

/** An authenticator app as clients see it. */
export interface ShownFactor {
  readonly username: string;
  readonly name: string;
  readonly id: string;
  /** In base32, as authenticator apps take it. */
  readonly secret: string;
  readonly code: string;
  /** The code of the next step. Each code is accepted once. */
  readonly next_code: string;
  /** How long the code is shown from now on: 1 to 30. */
  readonly validForSeconds: number;
  /** Whether the app waits for the first code. */
  readonly pending: boolean;
}

/**
 * Returns an authenticator app as clients see it.
 * @param now epoch milliseconds
 */
export function showFactor({ username, name, id, secret, isPending }: TotpSecret, now: number): ShownFactor {
  const { code, nextCode, validForSeconds } = showCode(secret, now);
  return {
    username,
    name,
    id,
    secret: toBase32(secret),
    code,
    next_code: nextCode,
    validForSeconds,
    pending: isPending,
  };
}
