/** Registers a passkey that the browser has created, and reports all passkeys of the account to the browser. */
import type { Client } from './create-client';
import { signalAccepted } from './passkey-signals';
import type { Passkey, PasskeyCreationOptions, PasskeyCredential, PasskeyList } from './passkey-types';
import { sendSignedIn } from './requests';

/** The body of the request. */
export interface PasskeyRegistration {
  readonly ceremony_id: string;
  readonly name?: string;
  readonly credential: PasskeyCredential;
}

/**
 * Registers the passkey. The list decides when no response arrives, and when the response is an error: a request may
 * arrive twice, and the response to the second one says `INVALID_CEREMONY` or `PASSKEY_TAKEN`. The client therefore
 * never makes the browser forget the passkey.
 * @throws the error of the API or of the network if the list does not have the passkey
 */
export async function registerPasskey(
  client: Pick<Client, 'fetch'>,
  { rp, user }: PasskeyCreationOptions,
  body: PasskeyRegistration,
): Promise<Passkey> {
  const added = await sendSignedIn<Passkey>(client, 'POST', '/users/me/passkeys', { body }).catch(
    (error: unknown) => ({ error }),
  );
  const list = await fetchPasskeys(client).catch(() => undefined);
  const listed = list?.items.find(({ credentialId }) => credentialId === body.credential.id);
  // a list without this passkey would hide it in the browser
  if (list && listed && rp.id !== undefined) signalAccepted({ ...list, rp_id: rp.id, user_handle: user.id });
  if (!('error' in added)) return added;
  if (listed) return listed;
  throw added.error;
}

/** Returns the passkeys of the signed-in user. */
export function fetchPasskeys(client: Pick<Client, 'fetch'>): Promise<PasskeyList> {
  return sendSignedIn(client, 'GET', '/users/me/passkeys');
}
