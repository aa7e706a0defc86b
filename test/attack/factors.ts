/** What an attacker and a victim do with second factors. */
import { Secret, TOTP } from 'otpauth';
import { withToken } from '../faults/operation';
import { expectProblem } from '../support/expect-problem';
import type { Answer, Sent } from '../support/http-client';
import { comingFrom, newSource } from './guess';
import type { Target, Victim } from './target';

/** A user with an authenticator app. Its token is of a session from before the second factor. */
export interface Enrolled extends Victim {
  /** The id of the factor. */
  readonly factor: string;
  /** In base32. */
  readonly secret: string;
  readonly recoveryCodes: readonly string[];
  /** The code that has confirmed the app. */
  readonly confirmed: string;
}

const STEP_MS = 30_000;
const FACTORS = '/users/me/factors';

/** A code that is never right: the rule of codes has six digits. */
export const NO_CODE = '000 00';

/**
 * Returns a code of an authenticator app.
 * @param steps after the present one. A code is right for three steps, so a test has two codes in time: 0 and 1
 */
export function codeOf(target: Target, secret: string, steps = 0): string {
  const totp = new TOTP({ secret: Secret.fromBase32(secret) });
  return totp.generate({ timestamp: target.now() + steps * STEP_MS });
}

/** Returns six digits that are not a code of the present time. */
export function wrongCode(target: Target, secret: string): string {
  const right = [-2, -1, 0, 1, 2].map((steps) => codeOf(target, secret, steps));
  return (
    ['000000', '111111', '222222', '333333', '444444', '555555'].find((code) => !right.includes(code)) ?? ''
  );
}

/** Turns the second factor of a signed-in user on. Uses the code of the present step up. */
export async function enrol<Holder extends Victim>(
  target: Target,
  holder: Holder,
  name = 'Phone',
): Promise<Holder & Enrolled> {
  const ask = (path: string, json: object) =>
    target.send(withToken(holder.token, { method: 'POST', path, json, headers: comingFrom(newSource()) }));
  const { status, json } = await ask(`${FACTORS}/totp`, { name });
  expect(status).toBe(201);
  const { id: factor, secret } = json;
  const confirmed = codeOf(target, secret);
  const answer = await ask(`${FACTORS}/totp/${factor}/confirm`, { code: confirmed });
  expect(answer.status).toBe(200);
  return { ...holder, factor, secret, confirmed, recoveryCodes: answer.json.recovery_codes };
}

/** Signs up a user with an authenticator app. */
export const createEnrolled = async (target: Target): Promise<Enrolled> =>
  enrol(target, await target.signUp());

type Credentials = Pick<Victim, 'username' | 'password'>;

/** Sends the right password of an account with a second factor, and returns the response. */
export function sendPassword(
  { send }: Target,
  { username, password }: Credentials,
  change: Readonly<Record<string, unknown>> = {},
): Promise<Answer> {
  const json = { username, password, ...change };
  return send({ method: 'POST', path: '/sessions/create', json, headers: comingFrom(newSource()) });
}

/** Sends the right password, and returns the challenge. */
export async function challengeOf(
  target: Target,
  credentials: Credentials,
  change: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const { status, json } = await sendPassword(target, credentials, change);
  expect({ status, code: json.code }).toEqual({ status: 401, code: 'SECOND_FACTOR_REQUIRED' });
  return json.challenge;
}

/** Answers a challenge, from a new source. */
export function answerChallenge(
  { send }: Target,
  challenge: string,
  code: string,
  kind: 'totp' | 'recovery_code' = 'totp',
): Promise<Answer> {
  const json = { challenge, kind, code };
  return send({ method: 'POST', path: '/sessions/challenge', json, headers: comingFrom(newSource()) });
}

/** Returns a request for a step-up, from a new source. */
export const stepUpOf = (token: string, json: Readonly<Record<string, unknown>>): Sent =>
  withToken(token, {
    ...{ method: 'POST', path: '/sessions/current/step-up', json },
    headers: comingFrom(newSource()),
  });

/** Asserts that a challenge is refused. */
export const expectNoChallenge = (answer: Answer) =>
  expectProblem(answer, { status: 401, code: 'INVALID_CHALLENGE' });

/** Asserts that a request needs the second factor. */
export const expectStepUp = (answer: Answer) =>
  expect(answer).toMatchObject({
    status: 401,
    json: { code: 'INSUFFICIENT_USER_AUTHENTICATION', amr_values: ['mfa'], kinds: ['totp', 'recovery_code'] },
  });
