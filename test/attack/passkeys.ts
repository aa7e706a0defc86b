/** What an attacker and a victim do with passkeys. */
import { digestCeremonyId } from '../../lambda/identity/passkeys/ceremony';
import { withToken } from '../faults/operation';
import { expectProblem } from '../support/expect-problem';
import type { Answer, Sent } from '../support/http-client';
import { addPasskey, createBrowser, signInWithPasskey } from '../support/passkeys';
import type {
  AssertionOverrides,
  Authenticator,
  AuthenticatorSettings,
} from '../support/webauthn/authenticator';
import type { Target, Victim } from './target';

/** A user with a passkey, and the authenticator that holds it. */
export interface KeyHolder extends Victim {
  readonly browser: Authenticator;
  /** The id of the passkey. */
  readonly passkey: string;
}

/** A text that no response may repeat. */
export const PLANTED = 'https://planted.example';

/** Returns the sender of requests with the token of a user. */
export const holderOf = ({ send }: Target, { token }: Pick<Victim, 'token'>) => ({
  send: (sent: Sent) => send(withToken(token, sent)),
});

/** Signs up a user who adds a passkey. */
export async function createKeyHolder(
  target: Target,
  settings: Partial<AuthenticatorSettings> = {},
): Promise<KeyHolder> {
  const user = await target.signUp();
  const browser = createBrowser(target.origin, settings);
  const { status, json } = await addPasskey(holderOf(target, user), browser);
  expect(status).toBe(201);
  return { ...user, browser, passkey: json.id };
}

const shared = new WeakMap<Target, Promise<KeyHolder>>();

/** Returns a user with a passkey for rows that change nothing of the account. */
export function sharedHolder(target: Target): Promise<KeyHolder> {
  const holder = shared.get(target) ?? createKeyHolder(target);
  shared.set(target, holder);
  return holder;
}

/** Signs in with the passkey of a user, and returns the response. */
export const signInBy = (
  { send }: Target,
  { browser }: Pick<KeyHolder, 'browser'>,
  overrides?: AssertionOverrides,
): Promise<Answer> => signInWithPasskey(send, browser, overrides);

/** Sends an assertion. */
export const sendAssertion = ({ send }: Target, ceremony_id: string, credential: unknown): Promise<Answer> =>
  send({ method: 'POST', path: '/sessions/passkey', json: { ceremony_id, credential } });

/** Turns the second factor of a user on. */
export async function turnOn(target: Target, holder: Pick<Victim, 'token'>): Promise<void> {
  const answer = await holderOf(target, holder).send({ method: 'PUT', path: '/users/me/second-factor' });
  expect(answer.status).toBe(200);
}

/** Asserts that a passkey is refused, without a word about the reason. */
export function expectRefused(answer: Answer): void {
  expectProblem(answer, { status: 401, code: 'INVALID_PASSKEY' });
  expect(`${JSON.stringify(answer.headers)}${answer.text}`).not.toContain(PLANTED);
}

/** Asserts that a new credential is refused, without a word about the reason. */
export function expectNotAdded(answer: Answer): void {
  expectProblem(answer, { status: 400, code: 'PASSKEY_REFUSED' });
  expect(`${JSON.stringify(answer.headers)}${answer.text}`).not.toContain(PLANTED);
}

/** Asserts that a ceremony does not exist. */
export const expectNoCeremony = (answer: Answer) =>
  expectProblem(answer, { status: 400, code: 'INVALID_CEREMONY' });

/** Lets a ceremony expire. @param sub the account whose session adds a passkey. @default - the ceremony is of another kind */
export function expire({ table }: Target, ceremonyId: string, sub?: string): Promise<void> {
  const digest = digestCeremonyId(ceremonyId);
  const key =
    sub === undefined
      ? { pk: `CHALLENGE#${digest}`, sk: 'CHALLENGE' }
      : { pk: `PASSKEY#${sub}`, sk: `CEREMONY#${digest}` };
  return table.set(key, { validUntil: { N: String(Date.now() - 1) } });
}
