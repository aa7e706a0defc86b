/** Guesses passwords, each from a chosen source. */
import type { Answer } from '../support/http-client';
import type { Target } from './target';

/** A guess. */
export interface Guess {
  readonly username: string;
  /** @default - a wrong password */
  readonly password?: string;
  /** The address that the proxy in front of the run reports. @default - a new address */
  readonly source?: string;
  readonly deviceToken?: string;
}

let sources = 0;

/** Returns an address that is unique in this run (RFC 2544 section 12: a network for tests). */
export function newSource(): string {
  sources += 1;
  return `198.18.${sources >> 8}.${sources & 255}`;
}

/** Returns the header that a proxy in front of the run adds. */
export function comingFrom(source: string): Readonly<Record<string, string>> {
  return { 'x-forwarded-for': source };
}

/** Tries to sign in. */
export function guess(
  { send }: Target,
  { username, password = 'a phrase that is wrong', source = newSource(), deviceToken }: Guess,
): Promise<Answer> {
  const json = { username, password, ...(deviceToken !== undefined && { device_token: deviceToken }) };
  return send({ method: 'POST', path: '/sessions/create', json, headers: comingFrom(source) });
}

/** Sends the same guess several times in sequence and returns the statuses. */
export async function guessTimes(target: Target, count: number, attempt: Guess): Promise<readonly number[]> {
  const statuses: number[] = [];
  for (let made = 0; made < count; made++) statuses.push((await guess(target, attempt)).status);
  return statuses;
}

/**
 * Sends twenty parallel guesses for a new username, and asserts that five reach the password or appear to.
 */
export async function expectFiveToReach(target: Target, username: string): Promise<void> {
  const answers = await Promise.all(Array.from({ length: 20 }, () => guess(target, { username })));
  const count = (wanted: number) => answers.filter(({ status }) => status === wanted).length;
  expect([count(401), count(429)]).toEqual([5, 15]);
}
