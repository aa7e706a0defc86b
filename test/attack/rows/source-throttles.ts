/** Guessing and signing up from one address, or from several addresses of one source. */
import { randomBytes } from 'node:crypto';
import { createCredentials } from '../../support/accounts';
import { expectProblem } from '../../support/expect-problem';
import type { Answer } from '../../support/http-client';
import type { Attack } from '../attack';
import { comingFrom, guess, newSource } from '../guess';
import { confirmReset } from '../resets';
import type { Target } from '../target';

const KINDS = { 'sign-in': 50, 'sign-up': 20, 'password-reset': 50 } as const;
type Kind = keyof typeof KINDS;

const act: Readonly<Record<Kind, (target: Target, source: string) => Promise<Answer>>> = {
  'sign-in': (target, source) => guess(target, { username: createCredentials().username, source }),
  'sign-up': ({ send }, source) =>
    send({ method: 'POST', path: '/users', json: createCredentials(), headers: comingFrom(source) }),
  'password-reset': (target, source) =>
    confirmReset(target, { reset_id: 'unknown', code: '0000-0000' }, { headers: comingFrom(source) }),
};
const allowed: Readonly<Record<Kind, number>> = { 'sign-in': 401, 'sign-up': 201, 'password-reset': 400 };

const countersOf = async ({ table }: Target, kind: Kind) =>
  (await table.readAll()).filter(({ pk }) => pk?.S?.startsWith(`THROTTLE#${kind}#`));

/** Uses up the quota of a source for the current quarter of an hour. */
export async function exhaust(
  target: Target,
  kind: Kind,
  source: string,
  tryOnce: () => Promise<Answer> = () => act[kind](target, source),
): Promise<void> {
  const before = new Set((await countersOf(target, kind)).map(({ pk }) => pk?.S));
  expect((await tryOnce()).status).toBe(allowed[kind]);
  // The /48 network of an IPv6 address has a larger quota.
  for (const { pk, sk } of (await countersOf(target, kind)).filter((counter) => !before.has(counter.pk?.S))) {
    await target.table.set(
      { pk: pk?.S ?? '', sk: sk?.S ?? '' },
      { attempts: { N: String(KINDS[kind] - 1) } },
    );
  }
  expect((await tryOnce()).status).toBe(allowed[kind]);
}

/** Asserts that a source has used up its quota. */
export function expectThrottled(answer: Answer): void {
  expectProblem(answer, { status: 429, code: 'TOO_MANY_ATTEMPTS' });
  const seconds = Number(answer.headers['retry-after']);
  expect(seconds).toBeGreaterThanOrEqual(1);
  expect(seconds).toBeLessThanOrEqual(900);
}

const sameAddress = (source: string) => [source, source] as const;

/** Returns two hosts of a /64 network that is unique to the row. */
function hostsOfOneNetwork(): readonly [string, string] {
  const prefix = `2001:db8:${randomBytes(2).toString('hex')}:${randomBytes(2).toString('hex')}`;
  return [`${prefix}::1`, `${prefix}:ffff:ffff:ffff:fffe`];
}

/** Two addresses that are one source. */
const sources: readonly (readonly [string, Kind, (address: string) => readonly [string, string]])[] = [
  ['guesses at many names from one address', 'sign-in', sameAddress],
  ['sign-ups from one address', 'sign-up', sameAddress],
  ['guesses at codes of many resets from one address', 'password-reset', sameAddress],
  ['guesses at many names from two hosts of one /64 network', 'sign-in', hostsOfOneNetwork],
  [
    'guesses at many names from an address after forged ones',
    'sign-in',
    (address) => [address, `203.0.113.77, 203.0.113.78, ${address}`],
  ],
];

const bySource = sources.map(
  ([attack, kind, toAddresses]): Attack => ({
    requirement: ['ASVS V6.3.1', 'ASVS V15.3.4'],
    attack,
    play: async (target) => {
      const [first, second] = toAddresses(newSource());
      await exhaust(target, kind, first);
      expectThrottled(await act[kind](target, second));
      expect((await act[kind](target, newSource())).status).toBe(allowed[kind]);
    },
  }),
);

export const sourceThrottleAttacks: readonly Attack[] = [
  ...bySource,
  {
    requirement: ['ASVS V6.3.1'],
    attack: 'a search for taken names by changes of a username: they count as sign-ups',
    onlyInAll: true,
    play: async (target) => {
      const source = newSource();
      await exhaust(target, 'sign-up', source);
      const json = { username: target.ada.username };
      const { token } = target.eve;
      const search = (from: string) =>
        target.send({
          method: 'PUT',
          path: '/users/me/username',
          json,
          headers: { ...comingFrom(from), authorization: `Bearer ${token}` },
        });
      expectThrottled(await search(source));
      expectProblem(await search(newSource()), { status: 409, code: 'USERNAME_TAKEN' });
    },
  },
  {
    requirement: ['ASVS V6.3.1'],
    attack: 'the right password from an address that has used up its failures',
    onlyInAll: true,
    play: async (target) => {
      const source = newSource();
      await exhaust(target, 'sign-in', source);
      const { username, password } = target.ada;
      expectThrottled(await guess(target, { username, password, source }));
      expect((await guess(target, { username, password })).status).toBe(201);
    },
  },
  {
    requirement: ['ASVS V16.2.5', 'ASVS V6.3.1'],
    attack: 'the names and addresses of attackers in the table: they are keyed hashes',
    play: async (target) => {
      const source = newSource();
      const { username } = createCredentials();
      await guess(target, { username, source });
      const items = JSON.stringify(await target.table.readAll());
      expect(items).not.toContain(username);
      expect(items).not.toContain(source);
    },
  },
];
