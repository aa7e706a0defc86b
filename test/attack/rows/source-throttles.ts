/** Guessing and signing up from one address, or from several addresses of one source. */
import { randomBytes } from 'node:crypto';
import { faults } from '../../faults/fault';
import { createCredentials } from '../../support/accounts';
import { expectProblem } from '../../support/expect-problem';
import type { Answer } from '../../support/http-client';
import type { Attack } from '../attack';
import { comingFrom, guess, newSource } from '../guess';
import type { Target } from '../target';

const KINDS = { 'sign-in': 50, 'sign-up': 20 } as const;
type Kind = keyof typeof KINDS;

const act: Readonly<Record<Kind, (target: Target, source: string) => Promise<Answer>>> = {
  'sign-in': (target, source) => guess(target, { username: createCredentials().username, source }),
  'sign-up': ({ send }, source) =>
    send({ method: 'POST', path: '/users', json: createCredentials(), headers: comingFrom(source) }),
};
const allowed: Readonly<Record<Kind, number>> = { 'sign-in': 401, 'sign-up': 201 };

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

/** Returns a /64 network in a /48 network that is unique to the row. */
const network = () => `2001:db8:${randomBytes(2).toString('hex')}:${randomBytes(2).toString('hex')}`;

/** Addresses of one source, and an address of another source. */
const sources: Readonly<Record<string, () => { same: readonly string[]; other: string }>> = {
  'one address': () => {
    const source = newSource();
    return { same: [source, source], other: newSource() };
  },
  'two hosts of one /64 network': () => {
    const prefix = network();
    return { same: [`${prefix}::1`, `${prefix}:ffff:ffff:ffff:fffe`], other: `${network()}::1` };
  },
  'two spellings of an address': () => {
    const prefix = network();
    return { same: [`${prefix}::1`, `${prefix}:0:0:0:1`.toUpperCase()], other: `${network()}::1` };
  },
  'an address and its IPv6 form': () => {
    const source = newSource();
    return { same: [source, `::ffff:${source}`], other: newSource() };
  },
  'an address after forged ones': () => {
    const source = newSource();
    return { same: [source, `203.0.113.77, 203.0.113.78, ${source}`], other: newSource() };
  },
};

const bySource = Object.entries(sources).flatMap(([title, make]) =>
  // One kind is enough for the other sources, because both kinds share the code.
  (title === 'one address' ? (['sign-in', 'sign-up'] as const) : (['sign-in'] as const)).map(
    (kind): Attack => ({
      requirement: ['ASVS V6.3.1', 'ASVS V15.3.4'],
      attack: `${kind === 'sign-in' ? 'guesses at many names' : 'sign-ups'} from ${title}`,
      play: async (target) => {
        const { same, other } = make();
        const [first = '', second = ''] = same;
        await exhaust(target, kind, first);
        expectThrottled(await act[kind](target, second));
        expect((await act[kind](target, other)).status).toBe(allowed[kind]);
      },
    }),
  ),
);

/** Fills the counters that a new source creates. They are found by comparison with the earlier counters. */
async function fillNewCounter(target: Target, source: string, attempts: number): Promise<void> {
  const before = new Set((await countersOf(target, 'sign-in')).map(({ pk }) => pk?.S));
  await act['sign-in'](target, source);
  const [first, second] = (await countersOf(target, 'sign-in')).filter(({ pk }) => !before.has(pk?.S));
  for (const counter of [first, second]) {
    const key = { pk: counter?.pk?.S ?? '', sk: counter?.sk?.S ?? '' };
    await target.table.set(key, { attempts: { N: String(attempts) } });
  }
}

export const sourceThrottleAttacks: readonly Attack[] = [
  ...bySource,
  {
    requirement: ['ASVS V6.3.1', 'ASVS V15.3.4'],
    attack: 'guesses from many /64 networks of one /48: it has eight times the limit of an address',
    play: async (target) => {
      const wide = `2001:db8:${randomBytes(2).toString('hex')}`;
      // Both counters have the same value, so that another /64 network only reaches the wider one.
      await fillNewCounter(target, `${wide}:1::1`, 8 * KINDS['sign-in'] - 1);
      expect((await act['sign-in'](target, `${wide}:2::1`)).status).toBe(401);
      expectThrottled(await act['sign-in'](target, `${wide}:3::1`));
      expect((await act['sign-in'](target, `${network()}::1`)).status).toBe(401);
    },
  },
  {
    requirement: ['ASVS V6.3.1'],
    attack: 'a search for taken names by changes of a username: they count as sign-ups',
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
    play: async (target) => {
      const source = newSource();
      await exhaust(target, 'sign-in', source);
      const { username, password } = target.ada;
      expectThrottled(await guess(target, { username, password, source }));
      expect((await guess(target, { username, password })).status).toBe(201);
    },
  },
  {
    requirement: ['ASVS V6.3.1'],
    attack: 'own sign-ins between the guesses: they do not change the count',
    play: async (target) => {
      const source = newSource();
      const { username, password } = target.ada;
      const before = new Set((await countersOf(target, 'sign-in')).map(({ pk }) => pk?.S));
      await act['sign-in'](target, source);
      await guess(target, { username, password, source });
      await act['sign-in'](target, source);
      await guess(target, { username, password, source });
      const [counter] = (await countersOf(target, 'sign-in')).filter(({ pk }) => !before.has(pk?.S));
      expect(counter?.attempts?.N).toBe('2');
    },
  },
  {
    requirement: ['ASVS V6.3.1', 'ASVS V16.5.2'],
    attack: 'right passwords while KMS is unavailable: no failures of their source',
    play: async (target) => {
      const source = newSource();
      const { username, password } = await target.signUp({ headers: comingFrom(newSource()) });
      const before = new Set((await countersOf(target, 'sign-in')).map(({ pk }) => pk?.S));
      const outage = faults.find(({ name }) => name === 'throttled');
      const watch = target.faults.watch(
        ({ action }) => action === 'kms:Sign',
        () => outage,
      );
      const answers = [];
      for (let n = 0; n < 3; n++) answers.push(await guess(target, { username, password, source }));
      watch.end();
      expect(answers.map(({ status }) => status)).toEqual([503, 503, 503]);
      const [counter] = (await countersOf(target, 'sign-in')).filter(({ pk }) => !before.has(pk?.S));
      expect(counter?.attempts?.N).toBe('0');
      expect((await guess(target, { username, password, source })).status).toBe(201);
    },
  },
  {
    requirement: ['ASVS V6.3.1', 'ASVS V15.4.2'],
    attack: 'sixty guesses at once from one address: fifty reach a password',
    play: async (target) => {
      const source = newSource();
      const answers = await Promise.all(Array.from({ length: 60 }, () => act['sign-in'](target, source)));
      const statuses = answers.map(({ status }) => status);
      expect(statuses.filter((status) => status === 401)).toHaveLength(50);
      expect(statuses.filter((status) => status === 429)).toHaveLength(10);
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
