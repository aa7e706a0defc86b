/** Password guessing for one account: its effects for the attacker and for the user of the account. */
import type { AwsCall } from '../../../local/aws/call';
import { faults } from '../../faults/fault';
import { withToken } from '../../faults/operation';
import { createCredentials } from '../../support/accounts';
import { expectProblem } from '../../support/expect-problem';
import type { Answer } from '../../support/http-client';
import type { Attack } from '../attack';
import { comingFrom, expectFiveToReach, guess, guessTimes, newSource } from '../guess';
import type { Target, Victim } from '../target';
import { variants } from '../variants';

const signUp = ({ signUp: register }: Target) => register({ headers: comingFrom(newSource()) });

/** Sets the number of failed guesses, and the age of the last one. */
function setFailures({ table, now }: Target, { id }: Pick<Victim, 'id'>, failures: number, secondsAgo = 0) {
  return table.set(
    { pk: `ACCOUNT#${id}`, sk: 'ACCOUNT' },
    { failures: { N: String(failures) }, lastAttemptAt: { N: String(now() - secondsAgo * 1_000) } },
  );
}

/** Credentials with the correct password, from an unknown device. */
const asStranger = ({ username, password }: Victim) => ({ username, password });

function expectThrottled(answer: Answer, retryAfter: number): void {
  expectProblem(answer, { status: 429, code: 'TOO_MANY_ATTEMPTS' });
  expect(Number(answer.headers['retry-after'])).toBe(retryAfter);
}

function changePassword({ send }: Target, { token }: Victim, from: string, to: string) {
  const json = { current_password: from, new_password: to };
  return send(withToken(token, { method: 'PUT', path: '/users/me/password', json }));
}

const failFive = [401, 401, 401, 401, 401];

export const accountThrottleAttacks: readonly Attack[] = [
  {
    requirement: ['ASVS V6.3.1', 'NIST SP 800-63B-4 section 3.2.2'],
    attack: 'six guesses from six addresses: the sixth must wait one second',
    play: async (target) => {
      const { username } = await signUp(target);
      expect(await guessTimes(target, 5, { username })).toEqual(failFive);
      expectThrottled(await guess(target, { username }), 1);
    },
  },
  {
    requirement: ['ASVS V6.3.1'],
    attack: 'the right password during the wait: the response does not reveal it',
    play: async (target) => {
      const { username, password } = await signUp(target);
      await guessTimes(target, 5, { username });
      const [wrong, right] = [await guess(target, { username }), await guess(target, { username, password })];
      for (const answer of [wrong, right]) expectThrottled(answer, 1);
      expect({ ...right.json, requestId: '' }).toEqual({ ...wrong.json, requestId: '' });
    },
  },
  {
    requirement: ['ASVS V6.3.1', 'NIST SP 800-63B-4 section 3.2.2'],
    attack: 'a guess after nine failures must wait 16 seconds',
    play: async (target) => {
      const owner = await signUp(target);
      await setFailures(target, owner, 9);
      expectThrottled(await guess(target, asStranger(owner)), 16);
      await setFailures(target, owner, 9, 17);
      expect((await guess(target, { username: owner.username })).status).toBe(401);
    },
  },
  {
    requirement: ['ASVS V6.3.1', 'NIST SP 800-63B-4 section 3.2.2'],
    attack: 'guesses after a hundred failures: none for three days, even the right one, and then one',
    play: async (target) => {
      const owner = await signUp(target);
      await setFailures(target, owner, 100, 86_400);
      expectThrottled(await guess(target, asStranger(owner)), 900);
      await setFailures(target, owner, 100, 3 * 86_400 + 1);
      expect((await guess(target, { username: owner.username })).status).toBe(401);
      expectThrottled(await guess(target, asStranger(owner)), 900);
    },
  },
  {
    requirement: ['ASVS V6.3.1'],
    attack: 'a success clears the failures, so that mistakes of the user never add up',
    onlyInAll: true,
    play: async (target) => {
      const { username, password } = await signUp(target);
      for (let round = 0; round < 3; round++) {
        expect(await guessTimes(target, 4, { username })).toEqual(failFive.slice(1));
        expect((await guess(target, { username, password })).status).toBe(201);
      }
    },
  },
  {
    requirement: ['ASVS V6.1.1', 'ASVS V6.3.1'],
    attack: 'an attacker locks an account: its user signs in from a known device, which removes the lock',
    play: async (target) => {
      const owner = await signUp(target);
      await setFailures(target, owner, 100);
      expectThrottled(await guess(target, asStranger(owner)), 900);
      const { username, password, deviceToken } = owner;
      expect((await guess(target, { username, deviceToken })).status).toBe(401);
      expectThrottled(await guess(target, asStranger(owner)), 900);
      expect((await guess(target, { username, password, deviceToken })).status).toBe(201);
      expect((await guess(target, asStranger(owner))).status).toBe(201);
    },
  },
  {
    requirement: ['ASVS V6.1.1', 'ASVS V6.3.1'],
    attack: 'an attacker locks an account: a change of its password removes the lock',
    onlyInAll: true,
    play: async (target) => {
      const owner = await signUp(target);
      await setFailures(target, owner, 100);
      const { password } = createCredentials();
      expect((await changePassword(target, owner, owner.password, password)).status).toBe(204);
      expect((await guess(target, { username: owner.username, password })).status).toBe(201);
    },
  },
  {
    requirement: ['ASVS V6.3.1'],
    attack: 'guesses with a stolen device token: they have a separate wait',
    onlyInAll: true,
    play: async (target) => {
      const { username, password, deviceToken } = await signUp(target);
      expect(await guessTimes(target, 6, { username, deviceToken })).toEqual([...failFive, 429]);
      expect((await guess(target, { username, password })).status).toBe(201);
    },
  },
  ...variants(
    Object.entries({
      "another account's": (_own: string, other: string) => other,
      'with another secret': (own: string) => `${own.slice(0, -8)}AAAAAAAA`,
      "with another account's secret": (own: string, other: string) =>
        `${own.slice(0, own.lastIndexOf('.'))}${other.slice(other.lastIndexOf('.'))}`,
      'of another version': (own: string) => own.replace('d1', 'd2'),
      'that is empty': () => '',
      'that is a name of objects': () => '__proto__',
    }).map(
      ([attack, forge]): Attack => ({
        requirement: ['ASVS V6.3.1'],
        attack: `a bypass of the wait with a device token ${attack}`,
        play: async (target) => {
          const owner = await signUp(target);
          await setFailures(target, owner, 20);
          const { username, password } = owner;
          const deviceToken = forge(owner.deviceToken, target.ada.deviceToken);
          expectThrottled(await guess(target, { username, password, deviceToken }), 900);
        },
      }),
    ),
  ),
  {
    requirement: ['ASVS V6.3.1', 'ASVS V15.4.2'],
    attack: 'twenty guesses at once: five reach the password',
    isRace: true,
    play: async (target) => {
      const { username } = await signUp(target);
      await expectFiveToReach(target, username);
    },
  },
  {
    requirement: ['ASVS V6.3.1'],
    attack: 'guesses under several spellings of one name count as one account',
    onlyInAll: true,
    play: async (target) => {
      const { username } = await signUp(target);
      const spellings = [
        username,
        username.toUpperCase(),
        username.replace('u', '\u1d58'),
        username,
        username,
      ];
      for (const spelling of spellings)
        expect((await guess(target, { username: spelling })).status).toBe(401);
      expectThrottled(await guess(target, { username: username.toUpperCase() }), 1);
    },
  },
  {
    requirement: ['ASVS V6.3.1', 'ASVS V7.5.1'],
    attack: 'guesses of the current password with a stolen session',
    play: async (target) => {
      const owner = await signUp(target);
      const { username, password } = owner;
      const change = () =>
        changePassword(target, owner, createCredentials().password, createCredentials().password);
      for (let n = 0; n < 5; n++) {
        expectProblem(await change(), { status: 403, code: 'INVALID_CURRENT_PASSWORD' });
      }
      expectThrottled(await change(), 1);
      // Sign-ins are counted separately.
      expect((await guess(target, { username, password })).status).toBe(201);
    },
  },
  {
    requirement: ['ASVS V16.5.2', 'ASVS V16.5.3'],
    attack: 'a guess while no attempt can be counted: no password is verified',
    play: async (target) => {
      const { username, password } = await signUp(target);
      const outage = faults.find(({ name }) => name === 'throttled');
      // The sign-in itself could be written; only the count fails.
      const isCount = ({ action, input }: AwsCall) =>
        action === 'dynamodb:UpdateItem' && !String(input.UpdateExpression).includes('#lastSid');
      const watch = target.faults.watch(isCount, () => outage);
      const answer = await guess(target, { username, password });
      watch.end();
      expect(watch.calls.length).toBeGreaterThan(0);
      expectProblem(answer, { status: 503, code: 'DEPENDENCY_UNAVAILABLE' });
      expect((await guess(target, { username, password })).status).toBe(201);
    },
  },
  {
    requirement: ['ASVS V16.3.3', 'ASVS V16.3.1'],
    attack: 'a throttled guess is logged, with its source and without the username',
    play: async (target) => {
      const owner = await signUp(target);
      await setFailures(target, owner, 20);
      const source = newSource();
      const before = target.logged('attempt_throttled').length;
      await guess(target, { username: owner.username, source });
      const lines = await target.waitForLog('attempt_throttled', before + 1);
      expect(lines.at(-1)).toMatchObject({ by: 'account', sub: owner.id, sourceIp: source });
      expect(JSON.stringify(lines.at(-1))).not.toContain(owner.username);
    },
  },
];
