/** Ada, who manages the passkeys of her account, with the dependencies in memory. */
import type { Account } from '../../../lambda/identity/accounts/account';
import {
  type BegunRegistration,
  beginRegistration,
} from '../../../lambda/identity/passkeys/management/begin-registration';
import {
  type RegisterPasskeyCommand,
  registerPasskey,
} from '../../../lambda/identity/passkeys/management/register-passkey';
import type { ShownPasskey } from '../../../lambda/identity/passkeys/management/show-passkey';
import { passkeyId } from '../../../lambda/identity/passkeys/passkey';
import { reserveCredential } from '../../../lambda/identity/passkeys/reserve-credential';
import type {
  RegistrationInput,
  VerifiedRegistration,
} from '../../../lambda/identity/passkeys/verification/verify-registration';
import { NO_PASSWORD } from '../../../lambda/identity/passwords/no-password';
import { createFakeDependencies, SOURCE } from './auth-dependencies';
import { storedAccount } from './email-scene';
import { type SignedIn, signUp } from './signed-in';

/** The dependencies of the operations. */
export type PasskeyDependencies = ReturnType<typeof createDependencies>;

/** The scene. */
export interface PasskeyScene {
  readonly deps: PasskeyDependencies;
  readonly ada: SignedIn;
  /** The ids of her passkeys, in the order in which they were added. */
  readonly ids: readonly string[];
}

/** What the account of the scene has. */
export interface SceneOptions {
  /** Whether each of its passkeys verifies its user. @default - no passkeys */
  readonly passkeys?: readonly boolean[];
  /** @default true */
  readonly hasPassword?: boolean;
  /** Whether its second factor is on. Ada has used it then. @default false */
  readonly isOn?: boolean;
  /** Whether it has an authenticator app, which needs the second factor to be on. @default false */
  readonly hasTotp?: boolean;
}

/** The response of the fake authenticator. */
export interface FakeCredential {
  readonly credentialId: string;
  /** The challenge that it signs. */
  readonly challenge: string;
  /** @default true */
  readonly isUserVerified?: boolean;
}

/** Accepts what the fake authenticator has signed. */
async function verifyFakeRegistration(input: RegistrationInput): Promise<VerifiedRegistration | undefined> {
  const { credentialId, challenge, isUserVerified = true } = input.credential as FakeCredential;
  if (challenge !== input.challenge || (input.requireUserVerification && !isUserVerified)) return undefined;
  return {
    ...{ credentialId, isUserVerified, publicKey: Buffer.from(`key of ${credentialId}`), algorithm: -7 },
    ...{ counter: 0, transports: ['internal'], isBackupEligible: true, isBackedUp: false },
  };
}

function createDependencies() {
  const fakes = createFakeDependencies();
  return {
    ...fakes,
    hasPasskeys: true,
    relyingParty: { id: 'example.com', name: 'Latchkey', origins: ['https://app.example.com'] },
    reserveCredential: reserveCredential(fakes),
    verifyRegistration: verifyFakeRegistration,
    secondFactor: 'optional' as 'optional' | 'required',
  };
}

/** The id of the nth credential of the scene, in base64url. */
export function credentialOf(place: number): string {
  return Buffer.from(`credential ${place}`).toString('base64url');
}

/** The id of the authenticator app. */
export const TOTP_ID = 'totp-1';

/** Creates the scene. */
export async function createPasskeyScene({
  passkeys = [],
  hasPassword = true,
  isOn = false,
  hasTotp = false,
}: SceneOptions = {}): Promise<PasskeyScene> {
  const deps = createDependencies();
  const user = await signUp(deps);
  const { sub } = user.caller;
  const ids = passkeys.map((_, place) => passkeyId(credentialOf(place)));
  const addedAt = (place: number) => deps.clock.millis + place;
  for (const [place, id] of ids.entries()) {
    await deps.passkeys.put({
      ...{ sub, id, credentialId: credentialOf(place), publicKey: 'a2V5', counter: 0 },
      ...{ transports: ['internal'], isBackupEligible: true, isBackedUp: false },
      ...{ name: `Passkey ${place + 1}`, addedAt: addedAt(place) },
    });
    const reservedUntil = deps.clock.millis;
    await deps.credentials.reserve({ name: id, sub, state: 'CONFIRMED', reservedUntil });
  }
  const amr = isOn ? ['pop', 'mfa'] : ['pwd'];
  const held = ids.map((id, place) => [
    id,
    { addedAt: addedAt(place), verifiesUser: passkeys[place] === true },
  ]);
  const totp = { kind: 'totp', name: 'Phone', addedAt: deps.clock.millis, lastStep: 1 } as const;
  deps.accounts.set({
    ...storedAccount(deps, user),
    ...(ids.length > 0 && { passkeys: Object.fromEntries(held) }),
    ...(!hasPassword && { passwordHash: NO_PASSWORD }),
    ...(isOn && { secondFactorSince: deps.clock.millis, recoveryCodes: ['a digest'] }),
    ...(hasTotp && { factors: { [TOTP_ID]: totp } }),
  });
  const session = await deps.sessions.find(user.caller);
  if (session) await deps.sessions.put({ ...session, amr });
  deps.logged.length = 0;
  return { deps, ada: { ...user, caller: { ...user.caller, amr } }, ids };
}

/** Returns the account as it is stored. */
export function accountOf({ deps, ada }: PasskeyScene): Account {
  return storedAccount(deps, ada);
}

/** Returns the same scene in a stage that requires a second factor. */
export function inRequiredStage(scene: PasskeyScene): PasskeyScene {
  return { ...scene, deps: { ...scene.deps, secondFactor: 'required' } };
}

/** Begins a registration. */
export function begin({ deps, ada }: PasskeyScene): Promise<BegunRegistration> {
  return beginRegistration(deps)({ caller: ada.caller });
}

/** Completes a registration. The authenticator has created the credential of place 9, unless the change says otherwise. */
export function complete(
  { deps, ada }: PasskeyScene,
  ceremonyId: string,
  change: Partial<RegisterPasskeyCommand & FakeCredential> = {},
): Promise<ShownPasskey> {
  const {
    credentialId = credentialOf(9),
    challenge = ceremonyId,
    isUserVerified = true,
    ...command
  } = change;
  const credential: FakeCredential = { credentialId, challenge, isUserVerified };
  return registerPasskey(deps)({ caller: ada.caller, ceremonyId, credential, source: SOURCE, ...command });
}

/** Adds a passkey. */
export async function add(
  scene: PasskeyScene,
  change: Parameters<typeof complete>[2] = {},
): Promise<ShownPasskey> {
  const { ceremony_id: id } = await begin(scene);
  return complete(scene, id, change);
}
