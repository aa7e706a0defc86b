/** A relying party of tests, the options that it sends, and a passkey that it has registered. */
import { createRegistrationOptions } from '../../../lambda/identity/passkeys/verification/registration-options';
import { createRequestOptions } from '../../../lambda/identity/passkeys/verification/request-options';
import {
  type VerifiedRegistration,
  verifyRegistration,
} from '../../../lambda/identity/passkeys/verification/verify-registration';
import { type Authenticator, type AuthenticatorSettings, createAuthenticator } from './authenticator';

export const relyingParty = {
  id: 'example.com',
  name: 'Example',
  origins: ['https://example.com', 'https://app.example.com'],
} as const;

export const sub = '0198a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b';

/** A challenge, as the API creates it: 32 bytes in base64url. */
export const challenge = Buffer.alloc(32, 7).toString('base64url');

/** The options for the first passkey of an account. */
export const registrationOptions = createRegistrationOptions({
  challenge,
  relyingParty,
  user: { sub, name: 'alice', displayName: 'alice' },
  userVerification: 'preferred',
  excludeCredentials: [],
});

/** The options of an assertion with any credential. */
export const requestOptions = createRequestOptions({
  challenge,
  relyingParty,
  userVerification: 'preferred',
});

/** Creates an authenticator on a page of the relying party. */
export function createPageAuthenticator(settings: Partial<AuthenticatorSettings> = {}): Authenticator {
  return createAuthenticator({ origin: relyingParty.origins[0], rpId: relyingParty.id, ...settings });
}

/** An authenticator and the passkey in it, as it is stored. */
export interface Registered {
  readonly authenticator: Authenticator;
  readonly stored: VerifiedRegistration;
}

/** Registers a passkey. @throws Error when it is refused */
export async function registerPasskey(settings: Partial<AuthenticatorSettings> = {}): Promise<Registered> {
  const authenticator = createPageAuthenticator(settings);
  const credential = await authenticator.register(registrationOptions);
  const input = { credential, challenge, relyingParty, requireUserVerification: false };
  const stored = await verifyRegistration(input);
  if (!stored) throw new Error('The registration is refused');
  return { authenticator, stored };
}
