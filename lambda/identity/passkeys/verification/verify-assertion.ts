/** Verifies the response of an authenticator that has signed a challenge. */
import { verifyAuthenticationResponse } from '@simplewebauthn/server';
import type { RelyingParty } from '../relying-party';
import { ES256 } from './algorithms';
import { isOfCeremony } from './client-data';
import { readEcdsaSignature } from './ecdsa-signature';
import { findAlgorithm } from './public-key';
import { readAssertion } from './read-assertion';

/** The place of the flags in authenticator data, and the flag of a new credential (WebAuthn Level 3 section 6.1). */
const FLAGS_OFFSET = 32;
const ATTESTED_CREDENTIAL = 0x40;

/** What to verify an assertion with. */
export interface AssertionInput {
  /** `AuthenticationResponseJSON`, as the client sent it. */
  readonly credential: unknown;
  /** The challenge of the ceremony, in base64url. */
  readonly challenge: string;
  readonly relyingParty: RelyingParty;
  /** The credential that must have signed, as it is stored. */
  readonly stored: StoredCredential;
  /** Whether the authenticator must have verified its user, such as by a PIN. */
  readonly requireUserVerification: boolean;
}

/** What is known about a credential since it was created. */
export interface StoredCredential {
  /** In base64url. */
  readonly credentialId: string;
  /** In COSE. */
  readonly publicKey: Uint8Array;
  /** Of the last assertion. Before the first, of the creation of the credential. */
  readonly counter: number;
  readonly isBackupEligible: boolean;
}

/** What an assertion proves. */
export interface VerifiedAssertion {
  /** The counter to store. */
  readonly counter: number;
  readonly isUserVerified: boolean;
  readonly isBackedUp: boolean;
  readonly isBackupEligible: boolean;
  /** In base64url, as the authenticator stores it: see `toUserHandle`. It is not signed. */
  readonly userHandle: string | undefined;
}

/** Verifies an assertion. Returns undefined when it is refused, for any reason, and never throws. */
export async function verifyAssertion(input: AssertionInput): Promise<VerifiedAssertion | undefined> {
  try {
    return await verify(input);
  } catch {
    // the errors of the library have no common class: hostile bytes cause TypeErrors and RangeErrors as well
    return undefined;
  }
}

async function verify(input: AssertionInput): Promise<VerifiedAssertion | undefined> {
  const { challenge, relyingParty, stored, requireUserVerification } = input;
  const assertion = readAssertion(input.credential);
  // the library verifies with any key that it is given, also one of another credential
  if (assertion === undefined || assertion.credentialId !== stored.credentialId) return undefined;
  const { credentialId, userHandle, clientDataJSON, authenticatorData, signature } = assertion;
  const ceremony = { type: 'webauthn.get', challenge, origins: relyingParty.origins } as const;
  if (!isOfCeremony(clientDataJSON, ceremony) || hasNewCredential(authenticatorData)) return undefined;
  const publicKey = Uint8Array.from(stored.publicKey);
  // the library would verify under any algorithm of the key, and would ignore bytes after a signature of ES256
  const algorithm = findAlgorithm(publicKey);
  if (algorithm === undefined) return undefined;
  if (algorithm === ES256 && readEcdsaSignature(Buffer.from(signature, 'base64url')) === undefined)
    return undefined;

  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    // a copy of what was read: the library sees no other member
    response: {
      id: credentialId,
      rawId: credentialId,
      type: 'public-key',
      response: { clientDataJSON, authenticatorData, signature },
      clientExtensionResults: {},
    },
    expectedChallenge: challenge,
    expectedOrigin: [...relyingParty.origins],
    expectedRPID: [relyingParty.id],
    // refuses a counter that has not risen, unless both are 0
    credential: { id: credentialId, publicKey, counter: stored.counter },
    requireUserVerification,
  });
  const isBackupEligible = authenticationInfo.credentialDeviceType === 'multiDevice';
  // whether a credential may be copied never changes (WebAuthn Level 3 section 6.1.3)
  if (!verified || isBackupEligible !== stored.isBackupEligible) return undefined;
  return {
    counter: authenticationInfo.newCounter,
    isUserVerified: authenticationInfo.userVerified,
    isBackedUp: authenticationInfo.credentialBackedUp,
    isBackupEligible,
    userHandle,
  };
}

/** Whether authenticator data has a new credential, as only the response of a creation has. */
function hasNewCredential(authenticatorData: string): boolean {
  const flags = Buffer.from(authenticatorData, 'base64url')[FLAGS_OFFSET] ?? 0;
  return (flags & ATTESTED_CREDENTIAL) !== 0;
}
