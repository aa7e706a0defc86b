/**
 * Reports to the browser which passkeys the API knows, so that it stops offering the others (WebAuthn Level 3 section 5.1.10).
 * Browsers without these calls ignore them, and no failure reaches the caller.
 */
import { sendSignal } from '@simplewebauthn/browser';
import type { PasskeyList } from './passkey-types';

/** Reports that the API does not know a passkey. */
export function signalUnknown(rpId: string | undefined, credentialId: string): void {
  if (rpId === undefined) return;
  send({ signalName: 'unknownCredential', rpID: rpId, credentialID: credentialId });
}

/** Reports all passkeys of an account. Does nothing if the list does not say whose it is. */
export function signalAccepted({ items, rp_id: rpID, user_handle: userID }: PasskeyList): void {
  if (rpID === undefined || userID === undefined) return;
  const allAcceptedCredentialIDs = items.map(({ credentialId }) => credentialId);
  send({ signalName: 'allAcceptedCredentials', rpID, userID, allAcceptedCredentialIDs });
}

function send(signal: Parameters<typeof sendSignal>[0]): void {
  sendSignal(signal).catch(() => undefined);
}
