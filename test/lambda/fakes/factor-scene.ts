/** Accounts with an authenticator app, with the dependencies in memory. */
import { createHash } from 'node:crypto';
import { generateSync } from 'otplib';
import type { Account } from '../../../lambda/identity/accounts/account';
import { signIn } from '../../../lambda/identity/authentication/sign-in';
import { confirmTotp } from '../../../lambda/identity/factors/confirm-totp';
import { ENROLMENT_MS } from '../../../lambda/identity/factors/factor-secrets';
import {
  type AnsweredChallenge,
  answerChallenge,
} from '../../../lambda/identity/factors/proofs/answer-challenge';
import { requireSecondFactor } from '../../../lambda/identity/factors/proofs/require-second-factor';
import { toBase32 } from '../../../lambda/identity/factors/totp';
import { startSession } from '../../../lambda/identity/sessions/start-session';
import type { SecondFactorRequiredError } from '../../../lambda/shared/factor-errors';
import type { Caller } from '../../../lambda/shared/http/request';
import { createFakeDependencies, type FakeDependencies, PASSWORD, SOURCE, uuid } from './auth-dependencies';
import { type SignedIn, signUp } from './signed-in';
import { guarded, outcomeOf } from './throttled';

/** How long a code is shown, in milliseconds. */
export const STEP_MS = 30_000;

/** The dependencies with the limits of a stage. */
export type FactorDependencies = FakeDependencies;

/** Creates the dependencies. Different texts have different hashes. */
export function createFactorDependencies(): FactorDependencies {
  const hashName = async (name: string) => createHash('sha256').update(name).digest('base64url').slice(0, 22);
  return { ...guarded({ ...createFakeDependencies(), hashName }), maxSignInFailuresPerSource: 1_000 };
}

/** Ada, who has confirmed an authenticator app. */
export interface FactorScene {
  readonly deps: FactorDependencies;
  /** The session that has confirmed it. */
  readonly laptop: SignedIn & { readonly device_token?: string };
  readonly secret: Uint8Array;
  readonly id: string;
  readonly recoveryCodes: readonly string[];
}

/** What an app needs to show a code. */
interface ShownCode {
  readonly deps: Pick<FactorDependencies, 'now'>;
  readonly secret: Uint8Array;
}

/** Returns the code that another implementation shows. @param steps from the present step */
export function codeOf({ deps, secret }: ShownCode, steps = 0): string {
  const epoch = (deps.now() + steps * STEP_MS) / 1000;
  return generateSync({ strategy: 'totp', secret: toBase32(secret), epoch });
}

/** Returns a code that is wrong now, regardless of the secret. @param nth so that wrong codes differ */
export function wrongCode(scene: ShownCode, nth = 0): string {
  const right = [-1, 0, 1].map((steps) => codeOf(scene, steps));
  const wrong = Array.from({ length: 10 }, (_, n) => String(n + nth).padStart(6, '0'));
  return wrong.find((code) => !right.includes(code)) ?? '';
}

/** Stores a secret that waits for its first code. */
export async function beginEnrolment(
  deps: Pick<FactorDependencies, 'cipher' | 'now'> & {
    readonly accounts: Pick<FactorDependencies['accounts'], 'find'>;
    readonly factorSecrets: Pick<FactorDependencies['factorSecrets'], 'put'>;
  },
  { sub, sid }: Pick<Caller, 'sub' | 'sid'>,
  id = uuid(901),
): Promise<{ readonly id: string; readonly secret: Uint8Array }> {
  const secret = createHash('sha1').update(id).digest();
  const { securityVersion = 0 } = (await deps.accounts.find(sub)) ?? {};
  await deps.factorSecrets.put({
    sub,
    id,
    ciphertext: await deps.cipher.encrypt({ sub, id, secret }),
    name: 'My phone',
    createdAt: deps.now(),
    securityVersion,
    sid,
    validUntil: deps.now() + ENROLMENT_MS,
  });
  return { id, secret };
}

/** Creates the scene. The next code is of a later step than the one that has confirmed the app. */
export async function createFactorScene(deps = createFactorDependencies()): Promise<FactorScene> {
  const laptop = await signUp(deps);
  const { id, secret } = await beginEnrolment(deps, laptop.caller);
  const code = codeOf({ deps, secret });
  const confirmed = await confirmTotp(deps)({ caller: laptop.caller, id, code, source: SOURCE });
  deps.clock.millis += STEP_MS;
  deps.logged.length = 0;
  deps.notices.length = 0;
  return { deps, laptop, secret, id, recoveryCodes: confirmed.recovery_codes ?? [] };
}

/** Returns ada's account as it is stored. */
export function ada({ deps, laptop }: Pick<FactorScene, 'deps' | 'laptop'>): Account {
  return deps.accounts.items.get(laptop.caller.sub) as Account;
}

/** Sends the password. Returns the members of the refusal. */
export async function sendPassword(
  deps: FactorDependencies,
  command: {
    readonly deviceToken?: string | undefined;
    readonly password?: string;
    readonly newPassword?: string;
  } = {},
): Promise<SecondFactorRequiredError['members']> {
  const required = requireSecondFactor(deps);
  const sent = { username: 'Ada', password: PASSWORD, source: SOURCE, hasTime: () => true, ...command };
  const error = await signIn({ ...deps, requireSecondFactor: required })(sent).then(
    () => new Error('signed in without a second factor'),
    (reason) => reason,
  );
  if (error.code !== 'SECOND_FACTOR_REQUIRED') throw error;
  return error.members;
}

/** Answers a challenge. */
export function answer(
  deps: FactorDependencies,
  challenge: string,
  code: string,
  { kind = 'totp', source = SOURCE } = {},
): Promise<AnsweredChallenge> {
  return answerChallenge({ ...deps, startSession: startSession(deps) })({ challenge, kind, code, source });
}

/** Returns the outcome of a code, for a new challenge. */
export async function outcomeOfCode({ deps }: FactorScene, code: string, kind = 'totp') {
  const { challenge } = await sendPassword(deps);
  return outcomeOf(answer(deps, challenge, code, { kind }));
}

/** Returns the stored sessions. */
export function sessionsOf({ deps }: FactorScene) {
  return [...deps.sessions.items.values()];
}
