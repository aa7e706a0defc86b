/** Sign-ups by passkeys, with the dependencies in memory. An authenticator's response is an object with its credential id. */
import { beginSignUp } from '../../../lambda/identity/passkeys/sign-up/begin-sign-up';
import {
  type SignUpWithPasskeyCommand,
  signUpWithPasskey,
} from '../../../lambda/identity/passkeys/sign-up/sign-up-with-passkey';
import type {
  RegistrationInput,
  VerifiedRegistration,
} from '../../../lambda/identity/passkeys/verification/verify-registration';
import { startSession } from '../../../lambda/identity/sessions/start-session';
import { createFakeDependencies, type FakeDependencies, SOURCE } from './auth-dependencies';

/** The credential id of `createResponse`. */
export const CREDENTIAL_ID = Buffer.from('a credential').toString('base64url');

/** Creates the response of an authenticator to a challenge. */
export function createResponse(challenge: string, id = CREDENTIAL_ID) {
  return { id, challenge, isUserVerified: true };
}

const relyingParty = { id: 'example.com', name: 'Example', origins: ['https://example.com'] };

/** Verifies the responses of `createResponse`. */
async function verifyRegistration(input: RegistrationInput): Promise<VerifiedRegistration | undefined> {
  const { credential, challenge, requireUserVerification } = input;
  const { id, isUserVerified, ...sent } = credential as ReturnType<typeof createResponse>;
  if (sent.challenge !== challenge || (requireUserVerification && !isUserVerified)) return undefined;
  return {
    credentialId: id,
    publicKey: Buffer.from('a public key'),
    algorithm: -7,
    counter: 0,
    transports: ['internal'],
    isUserVerified,
    isBackupEligible: true,
    isBackedUp: false,
  };
}

/** Creates the dependencies. */
export function createSignUpDependencies(
  change: (deps: FakeDependencies) => FakeDependencies = (deps) => deps,
) {
  return withVerification(change(createFakeDependencies()));
}

/** Adds what a sign-up by passkey needs. */
export function withVerification<Deps extends FakeDependencies>(deps: Deps) {
  return { ...deps, relyingParty, verifyRegistration, startSession: startSession(deps) };
}

/** The dependencies of sign-ups. */
export type SignUpDependencies = ReturnType<typeof createSignUpDependencies>;

/** Begins a sign-up. */
export function begin(deps: SignUpDependencies, username = 'Ada') {
  return beginSignUp(deps)({ username, source: SOURCE });
}

/** Begins a sign-up, and returns the command that completes it. */
export async function createSignUpCommand(
  deps: SignUpDependencies,
  change: Partial<SignUpWithPasskeyCommand> = {},
): Promise<SignUpWithPasskeyCommand> {
  const username = change.username ?? 'Ada';
  const { ceremony_id: ceremonyId } = await begin(deps, username);
  return { username, ceremonyId, credential: createResponse(ceremonyId), source: SOURCE, ...change };
}

/** Signs a user up. */
export async function signUpByPasskey(
  deps: SignUpDependencies,
  change: Partial<SignUpWithPasskeyCommand> = {},
) {
  return signUpWithPasskey(deps)(await createSignUpCommand(deps, change));
}
