/** Verifies the response of an authenticator that has created a credential. */
import { verifyRegistrationResponse } from '@simplewebauthn/server';
import { decodeAttestationObject, isoCBOR } from '@simplewebauthn/server/helpers';
import type { RelyingParty } from '../relying-party';
import { ALGORITHMS } from './algorithms';
import { isOfCeremony, MAX_CLIENT_DATA_BYTES } from './client-data';
import { findAlgorithm } from './public-key';
import { isBase64Url, readCredential } from './read-credential';

/** The largest attestation object, in bytes: above one with the longest credential id and the largest RSA key. */
const MAX_ATTESTATION_BYTES = 3072;

/** The most transports of a credential. WebAuthn knows six. */
const MAX_TRANSPORTS = 8;

/** What to verify a new credential with. */
export interface RegistrationInput {
  /** `RegistrationResponseJSON`, as the client sent it. */
  readonly credential: unknown;
  /** The challenge of the ceremony, in base64url. */
  readonly challenge: string;
  readonly relyingParty: RelyingParty;
  /** Whether the authenticator must have verified its user, such as by a PIN. */
  readonly requireUserVerification: boolean;
}

/** A credential that its authenticator has created in the ceremony. */
export interface VerifiedRegistration {
  /** In base64url. */
  readonly credentialId: string;
  /** In COSE. */
  readonly publicKey: Uint8Array;
  /** The number of its algorithm in COSE. */
  readonly algorithm: number;
  /** 0 if the authenticator does not count. */
  readonly counter: number;
  /** In alphabetical order. */
  readonly transports: readonly string[];
  readonly isUserVerified: boolean;
  /** Whether the credential may be copied to other devices. */
  readonly isBackupEligible: boolean;
  readonly isBackedUp: boolean;
}

/** Verifies a new credential. Returns undefined when it is refused, for any reason, and never throws. */
export async function verifyRegistration(
  input: RegistrationInput,
): Promise<VerifiedRegistration | undefined> {
  try {
    return await verify(input);
  } catch {
    // the errors of the library have no common class: hostile bytes cause TypeErrors and RangeErrors as well
    return undefined;
  }
}

async function verify(input: RegistrationInput): Promise<VerifiedRegistration | undefined> {
  const { challenge, relyingParty, requireUserVerification } = input;
  const { id, response } = readCredential(input.credential) ?? {};
  if (id === undefined || response === undefined) return undefined;
  const { clientDataJSON, attestationObject } = response;
  const transports = readTransports(response.transports);
  if (transports === undefined) return undefined;
  if (!isBase64Url(clientDataJSON, { max: MAX_CLIENT_DATA_BYTES })) return undefined;
  if (!isBase64Url(attestationObject, { max: MAX_ATTESTATION_BYTES })) return undefined;
  const ceremony = { type: 'webauthn.create', challenge, origins: relyingParty.origins } as const;
  if (!isOfCeremony(clientDataJSON, ceremony) || !isWithoutAttestation(attestationObject)) return undefined;

  const { verified, registrationInfo } = await verifyRegistrationResponse({
    // a copy of what was read: the library sees no other member
    response: {
      id,
      rawId: id,
      type: 'public-key',
      response: { clientDataJSON, attestationObject },
      clientExtensionResults: {},
    },
    expectedChallenge: challenge,
    expectedOrigin: [...relyingParty.origins],
    // as a list: the library does not check the id against an empty text
    expectedRPID: [relyingParty.id],
    requireUserVerification,
    supportedAlgorithmIDs: [...ALGORITHMS],
  });
  if (!verified) return undefined;
  const { credential, userVerified, credentialDeviceType, credentialBackedUp } = registrationInfo;
  const algorithm = findAlgorithm(credential.publicKey);
  // the id outside of the attestation is what the account is found by
  if (algorithm === undefined || credential.id !== id) return undefined;
  return {
    credentialId: id,
    publicKey: credential.publicKey,
    algorithm,
    counter: credential.counter,
    transports,
    isUserVerified: userVerified,
    isBackupEligible: credentialDeviceType === 'multiDevice',
    isBackedUp: credentialBackedUp,
  };
}

/**
 * Whether an attestation object has the format `none`, no statement, and no byte that is not part of it. Statements of
 * other formats have certificates, whose parsers are not in the bundle.
 */
function isWithoutAttestation(attestationObject: string): boolean {
  const bytes = Uint8Array.from(Buffer.from(attestationObject, 'base64url'));
  const attestation = decodeAttestationObject(bytes) as unknown;
  if (!(attestation instanceof Map)) return false;
  const statement: unknown = attestation.get('attStmt');
  return (
    attestation.size === 3 &&
    attestation.get('fmt') === 'none' &&
    statement instanceof Map &&
    statement.size === 0 &&
    attestation.get('authData') instanceof Uint8Array &&
    Buffer.from(isoCBOR.encode(attestation)).equals(bytes)
  );
}

/** Reads how browsers reach the authenticator. New kinds are kept. Returns undefined for anything but a list of names. */
function readTransports(transports: unknown): readonly string[] | undefined {
  if (transports === undefined || transports === null) return [];
  if (!Array.isArray(transports) || transports.length > MAX_TRANSPORTS) return undefined;
  if (!transports.every((name) => typeof name === 'string' && /^[a-z][a-z-]{0,31}$/.test(name)))
    return undefined;
  return [...new Set<string>(transports)].sort();
}
