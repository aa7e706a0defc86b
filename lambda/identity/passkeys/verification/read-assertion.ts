/** Reads an assertion before its ceremony and its account are known. */
import { MAX_CLIENT_DATA_BYTES } from './client-data';
import { isBase64Url, readCredential } from './read-credential';

/** The largest authenticator data of an assertion, in bytes: 37, and the outputs of extensions. */
const MAX_AUTHENTICATOR_DATA_BYTES = 1024;

/** The largest signature, in bytes: of the largest RSA key. */
const MAX_SIGNATURE_BYTES = 512;

/** The largest user handle, in bytes (WebAuthn Level 3 section 4). */
const MAX_USER_HANDLE_BYTES = 64;

/** An assertion whose parts have the right form and size. Nothing in it is proved. All of it is in base64url. */
export interface ReadAssertion {
  readonly credentialId: string;
  /** See `toUserHandle`. @default - the authenticator did not return it */
  readonly userHandle?: string;
  readonly clientDataJSON: string;
  readonly authenticatorData: string;
  readonly signature: string;
}

/** Reads `AuthenticationResponseJSON`. Returns undefined when its form or a size is wrong. */
export function readAssertion(credential: unknown): ReadAssertion | undefined {
  const { id, response } = readCredential(credential) ?? {};
  if (id === undefined || response === undefined) return undefined;
  const { clientDataJSON, authenticatorData, signature } = response;
  // older browsers send null
  const userHandle = response.userHandle ?? undefined;
  if (!isBase64Url(clientDataJSON, { max: MAX_CLIENT_DATA_BYTES })) return undefined;
  if (!isBase64Url(authenticatorData, { max: MAX_AUTHENTICATOR_DATA_BYTES })) return undefined;
  if (!isBase64Url(signature, { max: MAX_SIGNATURE_BYTES })) return undefined;
  const read = { credentialId: id, clientDataJSON, authenticatorData, signature };
  if (userHandle === undefined) return read;
  return isBase64Url(userHandle, { max: MAX_USER_HANDLE_BYTES }) ? { ...read, userHandle } : undefined;
}
