/** Shows the secret of an authenticator app to its user. */
import { toBase32, toOtpauthUri } from '../totp';
import { toQrSvg } from './qr-svg';

/** What an authenticator app needs. This response is the only place that shows the secret. */
export interface TotpEnrolment {
  /** The id of the factor, by which it is confirmed. */
  readonly id: string;
  /** In base32 (RFC 4648 section 6). */
  readonly secret: string;
  readonly uri: string;
  /** The URI as a QR code. */
  readonly qr_svg: string;
}

/** What is shown. */
export interface NewSecret {
  /** The id of the factor. */
  readonly id: string;
  readonly secret: Uint8Array;
  readonly serviceName: string;
  readonly username: string;
}

/** Returns the secret in the forms that an authenticator app reads. */
export function showEnrolment({ id, secret, serviceName, username }: NewSecret): TotpEnrolment {
  const uri = toOtpauthUri({ issuer: serviceName, username, secret });
  return { id, secret: toBase32(secret), uri, qr_svg: toQrSvg(uri) };
}
