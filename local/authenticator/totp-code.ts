/** The codes of an authenticator app, with the values that all apps support: SHA-1, six digits, 30 seconds (RFC 6238). */
import { createHmac } from 'node:crypto';

/** How long a code is shown, in seconds. */
const STEP_SECONDS = 30;

const DIGITS = 6;

/** What an authenticator app shows. */
export interface ShownCode {
  readonly code: string;
  /** The code of the next step. */
  readonly nextCode: string;
  /** How long the code is shown from now on: 1 to 30. */
  readonly validForSeconds: number;
}

/**
 * Returns what an app shows.
 * @param now epoch milliseconds
 */
export function showCode(secret: Buffer, now: number): ShownCode {
  const seconds = Math.floor(now / 1_000);
  const step = Math.floor(seconds / STEP_SECONDS);
  return {
    code: codeOf(secret, step),
    nextCode: codeOf(secret, step + 1),
    validForSeconds: STEP_SECONDS - (seconds % STEP_SECONDS),
  };
}

/** @see https://www.rfc-editor.org/rfc/rfc4226#section-5.3 */
function codeOf(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const number = mac.readUInt32BE(mac.readUInt8(mac.length - 1) & 0xf) & 0x7fff_ffff;
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0');
}
