/** Finding existing usernames by the response, its headers, or the work of the service. */
import { randomUUID } from 'node:crypto';
import { createCredentials } from '../../support/accounts';
import type { Answer } from '../../support/http-client';
import type { Attack, Requirement } from '../attack';
import { comingFrom, expectFiveToReach, type Guess, guess, guessTimes, newSource } from '../guess';
import type { Target } from '../target';
import { variants } from '../variants';

/** Headers that differ between any two responses. */
const VOLATILE = ['date', 'x-amzn-requestid', 'x-amz-apigw-id', 'x-amzn-trace-id'];

const requirement: readonly [Requirement, ...Requirement[]] = [
  'ASVS V6.3.8',
  'NIST SP 800-63B-4 section 3.2.2',
];

function describe({ status, headers, json, text }: Answer) {
  const kept = Object.entries(headers).filter(([name]) => !VOLATILE.includes(name));
  return {
    status,
    headers: Object.fromEntries(kept),
    names: Object.keys(headers).sort(),
    body: { ...json, requestId: '' },
    length: text.length,
  };
}

/** Returns the visible result of a guess, and the calls to AWS that it caused. */
async function watch(target: Target, attempt: Guess) {
  const before = target.calls().length;
  const answer = await guess(target, attempt);
  const calls = target.calls().slice(before);
  // Two reads are sent at the same time, in any order.
  return { answer: describe(answer), calls: calls.map(({ action }) => action).sort() };
}

/** Usernames without an account. */
const strangers: Readonly<Record<string, () => string>> = {
  'without an account': () => createCredentials().username,
  'that is not allowed': () => `no name: ${createCredentials().username}`,
  'of a thousand characters': () => 'x'.repeat(1_000),
  'that is empty': () => '',
  'that is an address': () => `${randomUUID()}@example.com`,
  'in another script': () => 'імʼя-яке-ніхто-не-має',
};

export const enumerationAttacks: readonly Attack[] = [
  ...variants(
    Object.entries(strangers).map(
      ([attack, name]): Attack => ({
        requirement,
        attack: `a guess for a name ${attack} looks like one for ada's, and makes the same calls`,
        play: async (target) => {
          const known = await watch(target, { username: target.ada.username });
          // Resets the failures of ada, so that they do not add up over these rows.
          await target.table.set({ pk: `ACCOUNT#${target.ada.id}`, sk: 'ACCOUNT' }, { failures: { N: '0' } });
          const unknown = await watch(target, { username: name() });
          expect(known.answer.status).toBe(401);
          expect(known.calls).toContain('dynamodb:UpdateItem');
          expect(unknown).toEqual(known);
        },
      }),
    ),
  ),
  {
    requirement,
    attack: 'guesses lock a name without an account like one with an account',
    onlyInAll: true,
    play: async (target) => {
      const { username } = await target.signUp({ headers: comingFrom(newSource()) });
      const stranger = createCredentials().username;
      const names = [username, stranger];
      const [known, unknown] = [
        await guessTimes(target, 6, { username }),
        await guessTimes(target, 6, { username: stranger }),
      ];
      expect(known).toEqual([401, 401, 401, 401, 401, 429]);
      expect(unknown).toEqual(known);
      const [throttledKnown, throttledUnknown] = [
        await watch(target, { username: names[0] ?? '' }),
        await watch(target, { username: names[1] ?? '' }),
      ];
      expect(throttledKnown.answer.status).toBe(429);
      expect(throttledUnknown).toEqual(throttledKnown);
    },
  },
  {
    requirement,
    attack: 'a name without an account is locked, and allows one guess three days later, like an account',
    play: async (target) => {
      const { username, id } = await target.signUp({ headers: comingFrom(newSource()) });
      const stranger = createCredentials().username;
      const lastAttemptAt = { N: String(target.now() - 3 * 86_400_000 - 1_000) };
      const locked = { failures: { N: '100' }, lastAttemptAt };
      const readKeys = async () =>
        (await target.table.readAll())
          .map(({ pk }) => pk?.S ?? '')
          .filter((pk) => pk.startsWith('THROTTLE#account#'));
      const before = await readKeys();
      await guess(target, { username: stranger });
      const pk = (await readKeys()).find((key) => !before.includes(key)) ?? '';
      await target.table.set({ pk, sk: 'THROTTLE' }, locked);
      await target.table.set({ pk: `ACCOUNT#${id}`, sk: 'ACCOUNT' }, locked);
      for (const status of [401, 429]) {
        const known = await watch(target, { username });
        const unknown = await watch(target, { username: stranger });
        expect(known.answer.status).toBe(status);
        expect(unknown).toEqual(known);
      }
    },
  },
  {
    requirement,
    attack: 'twenty guesses at once for a name without an account: five appear to reach a password',
    onlyInAll: true,
    isRace: true,
    play: async (target) => {
      await expectFiveToReach(target, createCredentials().username);
    },
  },
  {
    requirement,
    attack: 'a guess with a forged device token looks the same, too',
    play: async (target) => {
      const deviceToken = `d1.${'A'.repeat(12)}.${'A'.repeat(43)}`;
      const { username } = await target.signUp({ headers: comingFrom(newSource()) });
      const known = await watch(target, { username, deviceToken });
      const unknown = await watch(target, { username: createCredentials().username, deviceToken });
      expect(known.answer.status).toBe(401);
      expect(unknown).toEqual(known);
    },
  },
  {
    requirement,
    attack: 'a name of a deleted account looks like one that never had an account',
    play: async (target) => {
      const { username, token } = await target.signUp({ headers: comingFrom(newSource()) });
      const authorization = `Bearer ${token}`;
      const gone = await target.send({ method: 'DELETE', path: '/users/me', headers: { authorization } });
      expect(gone.status).toBe(204);
      const deleted = await watch(target, { username });
      expect(deleted).toEqual(await watch(target, { username: createCredentials().username }));
    },
  },
  {
    requirement: ['ASVS V6.3.8'],
    attack:
      'a sign-up reveals that a name is taken, as it must: twenty for each address and quarter of an hour',
    play: async ({ send, ada }) => {
      const headers = comingFrom(newSource());
      const probe = () =>
        send({
          method: 'POST',
          path: '/users',
          json: { ...createCredentials(), username: ada.username },
          headers,
        });
      const statuses: number[] = [];
      for (let made = 0; made < 21; made++) statuses.push((await probe()).status);
      expect(statuses).toEqual([...Array<number>(20).fill(409), 429]);
    },
  },
];
