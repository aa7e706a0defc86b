/** Times failed sign-ins and other requests for known and for unknown names, in turn. */
import { type Random, shuffle } from '../measure/seeded-random';
import { timeEvents } from '../measure/time-events';
import { proxyEvent } from './events';
import type { WorldFunction } from './open-harness';
import { plantAccounts } from './plant-accounts';

/** A comparison of kinds of names. */
export interface Trial {
  /** The function auth, or a variant of it. */
  readonly auth: WorldFunction;
  /**
   * Kinds of names, with the password hash of the kind's accounts. `undefined`: no account has such a name.
   */
  readonly kinds: Readonly<Record<string, string | undefined>>;
  /** The number of measured turns. Each has one sign-in per kind. */
  readonly turns: number;
  /** Turns before those, which are not measured. */
  readonly warmups: number;
  readonly random: Random;
  /** The request of each name. @default - a sign-in with a wrong password */
  readonly attempt?: NameAttempt;
}

/** A request that must not reveal whether its name has an account. */
export interface NameAttempt {
  readonly resource: string;
  body(username: string): unknown;
  /** The status of its response, for every name. */
  readonly status: number;
}

const failedSignIn: NameAttempt = {
  resource: '/sessions/create',
  body: (username) => ({ username, password: 'a password that no account has' }),
  status: 401,
};

/** A request for a reset of a forgotten password. */
export const resetRequest: NameAttempt = {
  resource: '/password-resets',
  body: (username) => ({ username }),
  status: 202,
};

/** Distinguishes the names of trials in one table. */
let trials = 0;

/**
 * Makes the sign-ins one after the other, in a random order in each turn. Every one is the first for its name
 * and from its address, so no throttle delays or rejects it.
 * @returns the milliseconds of each turn, by kind
 * @throws Error when a response has another status
 */
export async function failSignIns(trial: Trial): Promise<Readonly<Record<string, readonly number[]>>> {
  const { auth, kinds, warmups, random, attempt = failedSignIn } = trial;
  const turns = warmups + trial.turns;
  trials += 1;
  const nameOf = (kind: number, turn: number) => `name-${trials}-${kind}-${turn}`;
  for (const [kind, passwordHash] of Object.values(kinds).entries()) {
    const names = Array.from({ length: turns }, (_, turn) => nameOf(kind, turn));
    if (passwordHash !== undefined) await plantAccounts(auth, { names, passwordHash, isAddressed: true });
  }

  const titles = Object.keys(kinds);
  const accounts = Array.from({ length: turns }, (_, turn) =>
    shuffle([...titles.keys()], random).map((kind) => ({ kind, username: nameOf(kind, turn) })),
  ).flat();
  const events = accounts.map(({ username }, index) =>
    proxyEvent({
      method: 'POST',
      resource: attempt.resource,
      body: attempt.body(username),
      sourceIp: addressOf(index, trials),
    }),
  );
  const answers = await timeEvents({ ...auth, events });
  const other = answers.find(({ status }) => status !== attempt.status);
  if (other !== undefined) {
    throw new Error(`${attempt.resource} answered ${other.status} instead of ${attempt.status}`);
  }
  return Object.fromEntries(
    titles.map((title, wanted) => [
      title,
      answers
        .filter((_, index) => accounts[index]?.kind === wanted)
        .map(({ ms }) => ms)
        .slice(warmups),
    ]),
  );
}

/** Returns a separate address for each sign-in, from the private ranges (RFC 1918 section 3). */
function addressOf(index: number, trial: number): string {
  return `10.${trial}.${Math.floor(index / 256)}.${index % 256}`;
}
