/** Guesses at second factors: their limits, and that an attacker cannot use up those of the owner. */
import type { Answer } from '../../support/http-client';
import type { StoryAttack } from '../attack';
import {
  answerChallenge,
  challengeOf,
  codeOf,
  createEnrolled,
  type Enrolled,
  enrol,
  stepUpOf,
  wrongCode,
} from '../factors';
import { guess } from '../guess';
import { createAddressed } from '../mailbox';
import { askForResetCode, confirmReset } from '../resets';
import type { Target } from '../target';

const HOUR = 3_600_000;
/** So many hours pass between two rounds that a day allows the mails of its resets. */
const ROUND = 5 * HOUR;

const guessCode = async (target: Target, user: Enrolled, challenge: string): Promise<Answer> =>
  answerChallenge(target, challenge, wrongCode(target, user.secret));

const repeat = <Value>(count: number, make: () => Promise<Value>) =>
  Promise.all(Array.from({ length: count }, make));

/** Guesses with the right password in rounds, and returns the statuses. @param before runs before each round */
async function guessInRounds(
  target: Target,
  user: Enrolled,
  rounds: number,
  before: (round: number) => Promise<string>,
): Promise<readonly number[]> {
  const statuses: number[] = [];
  for (let round = 0; round < rounds; round++) {
    target.advance(ROUND);
    const password = await before(round);
    const challenge = await challengeOf(target, { ...user, password });
    statuses.push((await guessCode(target, user, challenge)).status);
  }
  return statuses;
}

export const factorGuessAttacks: readonly StoryAttack[] = [
  {
    requirement: ['ASVS V6.6.3', 'ASVS V15.4.2'],
    attack: 'sixteen parallel guesses at a second factor, with four challenges: five reach the code',
    play: async (target) => {
      const user = await createEnrolled(target);
      const challenges = await repeat(4, () => challengeOf(target, user));
      const answers = await Promise.all(
        challenges.flatMap((each) => Array.from({ length: 4 }, () => guessCode(target, user, each))),
      );
      const count = (wanted: number) => answers.filter(({ status }) => status === wanted).length;
      expect([count(400), count(429)]).toEqual([5, 11]);
    },
  },
  {
    requirement: ['ASVS V6.6.3'],
    attack: 'guesses by an attacker without the password use up none of the owner’s',
    play: async (target) => {
      const user = await createEnrolled(target);
      const { username, secret } = user;
      for (let made = 0; made < 4; made++) {
        expect((await guess(target, { username })).status).toBe(401);
        const madeUp = Buffer.alloc(32, made).toString('base64url');
        expect((await answerChallenge(target, madeUp, wrongCode(target, secret))).status).toBe(401);
      }
      const challenge = await challengeOf(target, user);
      for (let made = 0; made < 4; made++) {
        expect((await guessCode(target, user, challenge)).status).toBe(400);
      }
      expect((await answerChallenge(target, challenge, codeOf(target, secret, 1))).status).toBe(201);
    },
  },
  {
    requirement: ['ASVS V6.6.3'],
    attack: 'five wrong codes of one challenge, and then the right one',
    onlyInAll: true,
    play: async (target) => {
      const user = await createEnrolled(target);
      const challenge = await challengeOf(target, user);
      for (let made = 0; made < 5; made++) {
        expect((await guessCode(target, user, challenge)).status).toBe(400);
      }
      target.advance(HOUR / 120);
      const code = codeOf(target, user.secret);
      expect((await answerChallenge(target, challenge, code)).status).toBe(401);
      expect((await answerChallenge(target, await challengeOf(target, user), code)).status).toBe(201);
    },
  },
  {
    requirement: ['ASVS V6.6.3'],
    attack: 'twenty rounds of a reset and a guess allow no more guesses than rounds without a reset',
    onlyInAll: true,
    play: async (target) => {
      const [plain, reset] = [
        await createEnrolled(target),
        await enrol(target, await createAddressed(target)),
      ];
      const spend = async (user: Enrolled) => {
        const challenge = await challengeOf(target, user);
        for (let made = 0; made < 5; made++) await guessCode(target, user, challenge);
      };
      await spend(plain);
      await spend(reset);
      const without = await guessInRounds(target, plain, 20, async () => plain.password);
      const resetting = await guessInRounds(target, reset, 20, async (round) => {
        const password = `a reset phrase of round ${round}`;
        const proof = await askForResetCode(target, reset, round + 1);
        expect((await confirmReset(target, { ...proof, new_password: password })).status).toBe(204);
        return password;
      });
      expect(without).toEqual([...Array(15).fill(400), ...Array(5).fill(429)]);
      expect(resetting).toEqual(without);
    },
  },
  {
    requirement: ['ASVS V6.6.3'],
    attack:
      'an attacker with the password uses up all guesses: the owner’s device and recovery codes still work',
    onlyInAll: true,
    play: async (target) => {
      const { username, password } = await target.signUp();
      const user = await enrol(target, await target.signIn({ username, password }));
      const challenge = await challengeOf(target, user);
      for (let made = 0; made < 5; made++) await guessCode(target, user, challenge);
      await guessInRounds(target, user, 15, async () => password);
      target.advance(ROUND);
      const locked = await challengeOf(target, user);
      expect((await answerChallenge(target, locked, codeOf(target, user.secret))).status).toBe(429);
      const known = await challengeOf(target, user, { device_token: user.deviceToken });
      expect((await answerChallenge(target, known, codeOf(target, user.secret))).status).toBe(201);
      const [recoveryCode = ''] = user.recoveryCodes;
      const rescue = await challengeOf(target, user);
      expect((await answerChallenge(target, rescue, recoveryCode, 'recovery_code')).status).toBe(201);
    },
  },
  {
    requirement: ['ASVS V6.6.3', 'ASVS V15.4.2'],
    attack:
      'ten parallel guesses by a stolen session: five reach the code, and the sign-in of the owner works',
    onlyInAll: true,
    play: async (target) => {
      const user = await createEnrolled(target);
      const code = wrongCode(target, user.secret);
      const answers = await repeat(10, () => target.send(stepUpOf(user.token, { kind: 'totp', code })));
      const count = (wanted: number) => answers.filter(({ status }) => status === wanted).length;
      expect([count(400), count(429)]).toEqual([5, 5]);
      const challenge = await challengeOf(target, user);
      expect((await answerChallenge(target, challenge, codeOf(target, user.secret, 1))).status).toBe(201);
    },
  },
];
