/** Checks client data: what the browser says about a ceremony (WebAuthn Level 3 section 5.8.1). */

/** The largest client data, in bytes: above what browsers send for the longest origin. */
export const MAX_CLIENT_DATA_BYTES = 2048;

/** The ceremony that client data must be of. */
export interface ExpectedCeremony {
  readonly type: 'webauthn.create' | 'webauthn.get';
  readonly challenge: string;
  /** The origins of pages that may take part. */
  readonly origins: readonly string[];
}

/**
 * Whether client data is of a ceremony, in a page that no page of another origin embeds. The library does not check
 * embedding when a credential is created, and not in browsers that leave out the outer origin.
 * @param clientDataJSON in base64url
 * @throws SyntaxError or TypeError when it is not JSON in UTF-8
 */
export function isOfCeremony(
  clientDataJSON: string,
  { type, challenge, origins }: ExpectedCeremony,
): boolean {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const data = JSON.parse(decoder.decode(Buffer.from(clientDataJSON, 'base64url')));
  return (
    data.type === type &&
    data.challenge === challenge &&
    origins.includes(data.origin) &&
    (data.crossOrigin === undefined || data.crossOrigin === false) &&
    data.topOrigin === undefined
  );
}
