/** One account with two passkeys, whose requests run at the same time, with the invariants. */
import type { Account } from '../../../lambda/identity/accounts/account';
import { changePassword } from '../../../lambda/identity/authentication/change-password';
import { register } from '../../../lambda/identity/authentication/register';
import { signIn } from '../../../lambda/identity/authentication/sign-in';
import { answerByPasskey } from '../../../lambda/identity/factors/proofs/answer-by-passkey';
import { stepUp } from '../../../lambda/identity/factors/step-up';
import { CEREMONY_MS, createCeremonyId, digestCeremonyId } from '../../../lambda/identity/passkeys/ceremony';
import { removePasskey } from '../../../lambda/identity/passkeys/management/remove-passkey';
import {
  turnOffSecondFactor,
  turnOnSecondFactor,
} from '../../../lambda/identity/passkeys/management/second-factor-switch';
import { passkeyId } from '../../../lambda/identity/passkeys/passkey';
import { createPasskeyProofs } from '../../../lambda/identity/passkeys/sign-in/create-passkey-proofs';
import { signInWithPasskey } from '../../../lambda/identity/passkeys/sign-in/sign-in-with-passkey';
import { toUserHandle } from '../../../lambda/identity/passkeys/verification/user-handle';
import type { VerifiedAssertion } from '../../../lambda/identity/passkeys/verification/verify-assertion';
import { NO_PASSWORD } from '../../../lambda/identity/passwords/no-password';
import { signOutEverywhere } from '../../../lambda/identity/sessions/sign-out-everywhere';
import { startSession } from '../../../lambda/identity/sessions/start-session';
import { isLatchkeyError } from '../../../lambda/shared/errors';
import type { Caller } from '../../../lambda/shared/http/request';
import { DAY, PASSWORD, SOURCE } from '../fakes/auth-dependencies';
import { inspectPasskeys, watchProofs } from './passkey-checks';
import { type Choose, runActors, startActor, type TakeStep } from './scheduler';
import { createSteppedDependencies } from './stepped-dependencies';
import { copyWorld, createWorld, readClaims, type World } from './world';

/** A request. `other` is the second passkey, and `again` takes the ceremony of the same request without it. */
export type PasskeyAct =
  | 'sign in'
  | 'sign in again'
  | 'sign in by the other'
  | 'step up'
  | 'step up again'
  | 'answer'
  | 'answer again'
  | 'remove'
  | 'remove the other'
  | 'set a password'
  | 'turn on'
  | 'turn off'
  | 'sign out everywhere';

/** What the account has. */
export interface PasskeyStart {
  /** How many of its passkeys verify their user. The others only prove possession. @default 2 */
  readonly ways?: number;
  /** How many passkeys it has. @default 2 */
  readonly passkeys?: 1 | 2;
  /** @default true */
  readonly hasPassword?: boolean;
  /** Whether the second factor is on. @default false */
  readonly isOn?: boolean;
}

/** The account, with a ceremony for each kind of request. */
export interface PasskeyWorld {
  readonly world: World;
  readonly caller: Caller;
  /** The credentials of the passkeys. */
  readonly credentials: readonly string[];
  readonly ceremonies: Readonly<Record<'sign in' | 'other sign in' | 'step up', string>>;
  /** A challenge. Empty if the second factor is off. */
  readonly challenge: string;
}

/** Requests that run at the same time. */
export interface PasskeyScenario {
  readonly start: PasskeyWorld;
  readonly acts: readonly PasskeyAct[];
  /** Plants a defect. @default - none */
  readonly plant?: (deps: World['deps']) => void;
}

const source = SOURCE;
const straight: TakeStep = (_step, act) => act();
const credentialOf = (place: number) => Buffer.alloc(32, place + 1).toString('base64url');

/** Returns the response of an authenticator whose signature is the challenge. */
function assert(credentialId: string, challenge: string, { sub }: Pick<Caller, 'sub'>) {
  const response = { clientDataJSON: 'AA', authenticatorData: 'AA', signature: challenge };
  return {
    ...{ id: credentialId, rawId: credentialId, type: 'public-key' },
    response: { ...response, userHandle: toUserHandle(sub) },
  };
}

/** Accepts what `assert` returns. */
async function verifyAssertion(input: {
  readonly credential: unknown;
  readonly challenge: string;
}): Promise<VerifiedAssertion | undefined> {
  const { response } = input.credential as ReturnType<typeof assert>;
  if (response.signature !== input.challenge) return undefined;
  const { userHandle } = response;
  return { counter: 0, isUserVerified: true, isBackedUp: false, isBackupEligible: false, userHandle };
}

/** Neither a recent sign-in nor the limits depend on the order. */
function toDependencies(stepped: World['deps']) {
  const deps = {
    ...stepped,
    ...{ verifyAssertion, hasPasskeys: true, secondFactor: 'optional' as const },
    relyingParty: { id: 'example.com', name: 'Latchkey', origins: ['https://example.com'] },
    maxSignInFailuresPerSource: 1_000,
    reauthenticationSeconds: 365 * DAY,
    sourceRateLimits: { ...stepped.sourceRateLimits, reserve: async () => true, refund: async () => {} },
  };
  return {
    ...deps,
    startSession: startSession(deps),
    loadPasskeys: () => createPasskeyProofs(deps),
  };
}

/** Creates the world. */
export async function createPasskeyWorld({
  ways = 2,
  passkeys: count = 2,
  hasPassword: isByPassword = true,
  isOn = false,
}: PasskeyStart = {}): Promise<PasskeyWorld> {
  const world = createWorld();
  const deps = toDependencies(createSteppedDependencies(world, straight));
  const { access_token: token } = await register(deps)({ username: 'Ada', password: PASSWORD, source });
  const { sub, sid, auth_time: authTime } = readClaims(world, token);
  const caller = { sub, sid, username: 'Ada', scopes: [], authTime, amr: ['pop', 'mfa'] };
  const credentials = Array.from({ length: count }, (_, place) => credentialOf(place));
  const addedAt = world.deps.now();
  for (const credentialId of credentials) {
    const id = passkeyId(credentialId);
    await deps.passkeys.put({
      ...{ sub, id, credentialId, addedAt, publicKey: 'AA', counter: 0, transports: [], name: 'Key' },
      ...{ isBackupEligible: false, isBackedUp: false },
    });
    await deps.credentials.reserve({ name: id, sub, state: 'CONFIRMED', reservedUntil: 0 });
  }
  const held = credentials.map((credentialId, place) => [
    passkeyId(credentialId),
    { addedAt, verifiesUser: place < ways },
  ]);
  world.deps.accounts.set({
    ...(world.deps.accounts.items.get(sub) as Account),
    passkeys: Object.fromEntries(held),
    ...(!isByPassword && { passwordHash: NO_PASSWORD }),
    ...(isOn && { secondFactorSince: 1, recoveryCodes: ['digest'] }),
  });
  const begin = async (purpose: 'passkey-sign-in' | 'passkey-step-up') => {
    const id = createCeremonyId();
    const validUntil = deps.now() + CEREMONY_MS;
    const bound = purpose === 'passkey-step-up' ? { sub, sid, securityVersion: 1 } : {};
    await deps.ceremonies.begin(digestCeremonyId(id), { purpose, validUntil, ...bound });
    return id;
  };
  const ceremonies = {
    'sign in': await begin('passkey-sign-in'),
    'other sign in': await begin('passkey-sign-in'),
    'step up': await begin('passkey-step-up'),
  };
  const challenge = isOn && isByPassword ? await sendPassword(deps) : '';
  return { world, caller, credentials, ceremonies, challenge };
}

/** Sends the password. Returns the challenge. */
async function sendPassword(deps: World['deps']): Promise<string> {
  const command = { username: 'Ada', password: PASSWORD, source, hasTime: () => true };
  return signIn(deps)(command).catch((error) => error.members.challenge);
}

/** Performs a request. */
async function perform(start: PasskeyWorld, stepped: World['deps'], act: PasskeyAct): Promise<void> {
  const deps = toDependencies(stepped);
  const { caller, ceremonies, challenge } = start;
  const credentialId = start.credentials[act.includes('other') ? 1 : 0] ?? '';
  const command = { caller, source };
  if (act.startsWith('sign in')) {
    const ceremonyId = ceremonies[act.includes('other') ? 'other sign in' : 'sign in'];
    const credential = assert(credentialId, ceremonyId, caller);
    await signInWithPasskey(deps)({ ceremonyId, credential, source });
  } else if (act.startsWith('step up')) {
    const ceremonyId = ceremonies['step up'];
    const proof = { ceremonyId, credential: assert(credentialId, ceremonyId, caller) };
    await stepUp(deps)({ ...command, proof });
  } else if (act.startsWith('answer')) {
    const credential = assert(credentialId, challenge, caller);
    await answerByPasskey(deps, deps.loadPasskeys())({ challenge, credential, source });
  } else if (act.startsWith('remove')) {
    await removePasskey(deps)({ ...command, id: passkeyId(credentialId) });
  } else if (act === 'set a password') {
    await changePassword(deps)({ ...command, newPassword: 'the first phrase' });
  } else if (act === 'turn on') {
    await turnOnSecondFactor(deps)(command);
  } else if (act === 'turn off') {
    await turnOffSecondFactor(deps)(command);
  } else {
    await signOutEverywhere(deps)(command);
  }
}

const EXPECTED = [
  'INVALID_CEREMONY',
  'INVALID_PASSKEY',
  'UNKNOWN_PASSKEY',
  'INVALID_CHALLENGE',
  'PASSKEY_NOT_FOUND',
  'LAST_WAY_IN',
  'NO_SECOND_FACTOR',
  'VALIDATION_FAILED',
  'CONCURRENT_CHANGE',
  'UNAUTHORIZED',
];

/**
 * Runs a scenario under one schedule.
 * @returns whether the schedule completed
 * @throws Error with the steps, in their order, when a check fails
 */
export async function runPasskeys({ start, acts, plant }: PasskeyScenario, choose: Choose): Promise<boolean> {
  const world = copyWorld(start.world);
  const failures = new Set<string>();
  plant?.(world.deps);
  watchProofs(world, failures);
  const done: PasskeyAct[] = [];
  const actors = [];
  for (const [index, act] of acts.entries()) {
    const actor = await startActor(`${act} ${index}`, async (take) => {
      try {
        await perform(start, createSteppedDependencies(world, take), act);
        done.push(act);
      } catch (error) {
        if (!isLatchkeyError(error) || !EXPECTED.includes(error.code)) throw error;
      }
    });
    actors.push(actor);
  }
  const { isComplete, steps } = await runActors(actors, choose);
  if (!isComplete) return false;
  for (const found of inspectPasskeys(world, start, done)) failures.add(found);
  if (failures.size > 0) throw new Error([...failures, 'after', ...steps, ...done].join('\n  '));
  return true;
}
