/** Adds authenticator apps to accounts of tests, and signs in with them. */
import { TOTP, URI } from 'otpauth';
import { type Account, type Credentials, toAccount } from './accounts';
import { type Answer, send } from './http-client';

const STEP_MS = 30_000;

/** An authenticator app that an account has confirmed. */
export interface ConfirmedApp {
  readonly id: string;
  /** What the app has read from the QR code. */
  readonly uri: string;
  /** The code that has confirmed it, which is used up. */
  readonly confirmed: string;
  /** Only of the first app of an account. */
  readonly recoveryCodes: readonly string[];
}

/**
 * Returns the code that an app shows. The API accepts each step once, and one step of drift: after the code of this
 * step, the next one is accepted as well.
 * @param steps from the present step
 */
export function codeOf({ uri }: Pick<ConfirmedApp, 'uri'>, steps = 0): string {
  const totp = URI.parse(uri);
  if (!(totp instanceof TOTP)) throw new Error('The URI is not of a TOTP secret');
  return totp.generate({ timestamp: Date.now() + steps * STEP_MS });
}

/** Begins to add an app. */
export function enrolTotp({ send }: Account, json: object = {}): Promise<Answer> {
  return send({ method: 'POST', path: '/users/me/factors/totp', json });
}

/** Sends the code that confirms an app. */
export function confirmTotp({ send }: Account, id: string, code: string): Promise<Answer> {
  return send({ method: 'POST', path: `/users/me/factors/totp/${id}/confirm`, json: { code } });
}

/**
 * Adds an app with the code of this step.
 * @throws Error when a response is not a success
 */
export async function addApp(account: Account): Promise<ConfirmedApp> {
  const { json } = expectSuccess(await enrolTotp(account));
  const confirmed = codeOf(json);
  const answer = expectSuccess(await confirmTotp(account, json.id, confirmed));
  return { id: json.id, uri: json.uri, confirmed, recoveryCodes: answer.json.recovery_codes ?? [] };
}

/** Sends the password of an account with a second factor. @throws Error when the response has no challenge */
export async function openChallenge(baseUrl: string, { username, password }: Credentials): Promise<string> {
  const json = { username, password };
  const answer = await send(baseUrl, { method: 'POST', path: '/sessions/create', json });
  if (answer.json?.code !== 'SECOND_FACTOR_REQUIRED') throw new Error(`No challenge: ${answer.text}`);
  return answer.json.challenge;
}

/** A code and its kind. */
export interface SentProof {
  readonly kind: 'totp' | 'recovery_code';
  readonly code: string;
}

/** Answers a challenge. */
export function answerChallenge(baseUrl: string, challenge: string, proof: SentProof): Promise<Answer> {
  const json = { challenge, ...proof };
  return send(baseUrl, { method: 'POST', path: '/sessions/challenge', json });
}

/** Authenticates again in a session. */
export function stepUp({ send }: Account, json: SentProof | { readonly password: string }): Promise<Answer> {
  return send({ method: 'POST', path: '/sessions/current/step-up', json });
}

/** Returns the account with the access token of a step-up. @throws Error when it is refused */
export async function steppedUp(baseUrl: string, account: Account, proof: SentProof): Promise<Account> {
  const { json } = expectSuccess(await stepUp(account, proof));
  const answer = {
    json: { refresh_token: account.refreshToken, device_token: account.deviceToken, ...json },
  };
  return toAccount(baseUrl, account, answer as Answer);
}

function expectSuccess(answer: Answer): Answer {
  if (answer.status >= 300) throw new Error(`The API answered ${answer.status}: ${answer.text}`);
  return answer;
}
