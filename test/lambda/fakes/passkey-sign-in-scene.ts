/** Accounts with passkeys in authenticators, with the dependencies in memory. The assertions are real ones. */
import type { Account } from '../../../lambda/identity/accounts/account';
import { signIn } from '../../../lambda/identity/authentication/sign-in';
import { answerByPasskey } from '../../../lambda/identity/factors/proofs/answer-by-passkey';
import { requireSecondFactor } from '../../../lambda/identity/factors/proofs/require-second-factor';
import { stepUp } from '../../../lambda/identity/factors/step-up';
import { passkeyId } from '../../../lambda/identity/passkeys/passkey';
import {
  type BegunCeremony,
  beginPasskeySignIn,
} from '../../../lambda/identity/passkeys/sign-in/begin-passkey-sign-in';
import { beginStepUp } from '../../../lambda/identity/passkeys/sign-in/begin-step-up';
import { createPasskeyProofs } from '../../../lambda/identity/passkeys/sign-in/create-passkey-proofs';
import { createOptionsLimits } from '../../../lambda/identity/passkeys/sign-in/limit-options';
import { signInWithPasskey } from '../../../lambda/identity/passkeys/sign-in/sign-in-with-passkey';
import { createRegistrationOptions } from '../../../lambda/identity/passkeys/verification/registration-options';
import type { RequestOptions } from '../../../lambda/identity/passkeys/verification/request-options';
import { verifyAssertion } from '../../../lambda/identity/passkeys/verification/verify-assertion';
import { verifyRegistration } from '../../../lambda/identity/passkeys/verification/verify-registration';
import { startSession } from '../../../lambda/identity/sessions/start-session';
import type { SecondFactorRequiredError } from '../../../lambda/shared/factor-errors';
import type {
  AssertionOverrides,
  Authenticator,
  AuthenticatorSettings,
} from '../../support/webauthn/authenticator';
import { challenge, createPageAuthenticator, relyingParty } from '../../support/webauthn/passkey-ceremony';
import { PASSWORD, SOURCE } from './auth-dependencies';
import { toRequired } from './enrolment-scene';
import { createFactorDependencies } from './factor-scene';
import { type SignedIn, signUp } from './signed-in';

/** The dependencies of a stage with passkeys. */
export type PasskeyDependencies = ReturnType<typeof createPasskeyDependencies>;

/** Creates the dependencies. */
export function createPasskeyDependencies() {
  const factors = createFactorDependencies();
  const deps = { ...factors, relyingParty, verifyAssertion, hasPasskeys: true };
  return {
    ...deps,
    optionsLimits: createOptionsLimits(deps),
    startSession: startSession(deps),
    loadPasskeys: () => createPasskeyProofs(deps),
  };
}

/** Ada, who has a passkey. */
export interface PasskeyScene {
  readonly deps: PasskeyDependencies;
  readonly laptop: SignedIn & { readonly device_token?: string };
  readonly authenticator: Authenticator;
  /** The id of the passkey. */
  readonly id: string;
}

/** Creates the scene. */
export async function createPasskeyScene(
  settings: Partial<AuthenticatorSettings> = {},
  deps = createPasskeyDependencies(),
): Promise<PasskeyScene> {
  const laptop = await signUp(deps);
  const passkey = await addPasskey(deps, laptop.caller.sub, settings);
  deps.logged.length = 0;
  deps.notices.length = 0;
  return { deps, laptop, ...passkey };
}

/** Adds a passkey to an account. */
export async function addPasskey(
  deps: PasskeyDependencies,
  sub: string,
  settings: Partial<AuthenticatorSettings> = {},
): Promise<Pick<PasskeyScene, 'authenticator' | 'id'>> {
  const authenticator = createPageAuthenticator(settings);
  const options = createRegistrationOptions({
    ...{ challenge, relyingParty, userVerification: 'preferred', excludeCredentials: [] },
    user: { sub, name: 'ada', displayName: 'Ada' },
  });
  const credential = await authenticator.register(options);
  const input = { credential, challenge, relyingParty, requireUserVerification: false };
  const made = await verifyRegistration(input);
  if (!made) throw new Error('The registration is refused');
  const { credentialId, counter, transports, isBackupEligible, isBackedUp } = made;
  const id = passkeyId(credentialId);
  const addedAt = deps.now();
  await deps.passkeys.put({
    ...{ sub, id, credentialId, counter, transports, isBackupEligible, isBackedUp, addedAt, name: 'Key' },
    publicKey: Buffer.from(made.publicKey).toString('base64url'),
  });
  await deps.credentials.reserve({ name: id, sub, state: 'CONFIRMED', reservedUntil: 0 });
  const account = deps.accounts.items.get(sub) as Account;
  await deps.accountPasskeys.add(account, id, { addedAt, verifiesUser: made.isUserVerified });
  return { authenticator, id };
}

/** Returns ada's account as it is stored. */
export function ada({ deps, laptop }: Pick<PasskeyScene, 'deps' | 'laptop'>): Account {
  return deps.accounts.items.get(laptop.caller.sub) as Account;
}

/** Changes ada's account. */
export function change(scene: PasskeyScene, changes: Partial<Account>): void {
  scene.deps.accounts.set({ ...ada(scene), ...changes });
}

/** Turns the second factor on. */
export const turnOn = (scene: PasskeyScene) =>
  change(scene, { secondFactorSince: scene.deps.now(), recoveryCodes: ['digest-1'] });

/** Returns the same scene in a stage that requires a second factor. */
export function inRequiredStage(scene: PasskeyScene) {
  return { ...scene, deps: { ...scene.deps, ...toRequired(scene.deps) } };
}

/** Begins a sign-in. */
export const begin = ({ deps }: Pick<PasskeyScene, 'deps'>, source = SOURCE) =>
  beginPasskeySignIn(deps)({ source });

/** Signs in by a credential. */
export const send = (
  { deps }: Pick<PasskeyScene, 'deps'>,
  ceremonyId: string,
  credential: unknown,
  { deviceToken, source = SOURCE }: { readonly deviceToken?: string; readonly source?: typeof SOURCE } = {},
) => signInWithPasskey(deps)({ ceremonyId, credential, deviceToken, source });

/** Signs in by the passkey. */
export async function signInByPasskey(scene: PasskeyScene, overrides: AssertionOverrides = {}) {
  const { ceremony_id, options } = await begin(scene);
  return send(scene, ceremony_id, await scene.authenticator.assert(options, overrides));
}

/** Sends the password. Returns the members of the refusal. */
export async function sendPassword({
  deps,
}: Pick<PasskeyScene, 'deps'>): Promise<SecondFactorRequiredError['members']> {
  const command = { username: 'Ada', password: PASSWORD, source: SOURCE, hasTime: () => true };
  const error = await signIn({ ...deps, requireSecondFactor: requireSecondFactor(deps) })(command).then(
    () => new Error('signed in without a second factor'),
    (reason) => reason,
  );
  if (error.code !== 'SECOND_FACTOR_REQUIRED') throw error;
  return error.members;
}

/** Signs the challenge of a sign-in. */
export const signChallenge = (
  { authenticator }: Pick<PasskeyScene, 'authenticator'>,
  { passkey }: SecondFactorRequiredError['members'],
  overrides: AssertionOverrides = {},
) => authenticator.assert(passkey as RequestOptions, overrides);

/** Answers a challenge. */
export const answer = (
  { deps }: Pick<PasskeyScene, 'deps'>,
  text: string,
  credential: unknown,
  trustsDevice = false,
) =>
  answerByPasskey(deps, deps.loadPasskeys())({ challenge: text, credential, trustsDevice, source: SOURCE });

/** Begins a step-up of the session. */
export const beginStep = ({ deps, laptop }: PasskeyScene): Promise<BegunCeremony> =>
  beginStepUp(deps)({ caller: laptop.caller, source: SOURCE });

/** Steps up the session. */
export const step = ({ deps, laptop }: PasskeyScene, ceremonyId: string, credential: unknown) =>
  stepUp(deps)({ caller: laptop.caller, proof: { ceremonyId, credential }, source: SOURCE });

/** Steps up the session by the passkey. */
export async function stepByPasskey(scene: PasskeyScene, overrides: AssertionOverrides = {}) {
  const { ceremony_id, options } = await beginStep(scene);
  return step(scene, ceremony_id, await scene.authenticator.assert(options, overrides));
}
