import { signIn } from '../../../../../lambda/identity/authentication/sign-in';
import { PASSWORD, SOURCE } from '../../../fakes/auth-dependencies';
import { storedAccount } from '../../../fakes/email-scene';
import { interruptEverywhere, type Moment } from '../../../fakes/interrupt';
import {
  askForReset,
  codeOf,
  confirmReset,
  createResetScene,
  NEW_PASSWORD,
} from '../../../fakes/reset-scene';
import { outcomeOf } from '../../../fakes/throttled';

test.each<Moment>(['before', 'after'])(
  'a request that is interrupted %s any step opens no reset without a mail, and may be repeated',
  async (moment) => {
    const steps = await interruptEverywhere(
      createResetScene,
      ({ deps }, interrupt) => askForReset(interrupt(deps)),
      moment,
      async ({ deps }) => {
        // the message may have been queued although its response was lost: its challenge is gone
        for (const request of deps.mailQueue.requests) {
          if (request.kind !== 'reset-password') continue;
          const proof = await codeOf(deps, request.challenge);
          expect(await outcomeOf(confirmReset(deps, proof))).toBe('INVALID_CODE');
        }
        expect(await outcomeOf(confirmReset(deps, await codeOf(deps, await askForReset(deps))))).toBe('done');
      },
    );
    expect(steps).toBeGreaterThan(4);
  },
);

test.each<Moment>(['before', 'after'])(
  'a reset that is interrupted %s any step has replaced the password or not, and ends the sessions if so',
  async (moment) => {
    const steps = await interruptEverywhere(
      async () => {
        const scene = await createResetScene();
        return { ...scene, proof: await codeOf(scene.deps, await askForReset(scene.deps)) };
      },
      ({ deps, proof }, interrupt) => confirmReset(interrupt(deps), proof),
      moment,
      async ({ deps, phone, laptop, proof }) => {
        const enter = (password: string) =>
          outcomeOf(signIn(deps)({ username: 'Ada', password, source: SOURCE, hasTime: () => true }));
        const isCommitted = storedAccount(deps, phone).passwordHash.endsWith(NEW_PASSWORD);
        expect(await enter(PASSWORD)).toBe(isCommitted ? 'INVALID_CREDENTIALS' : 'done');
        expect(await enter(NEW_PASSWORD)).toBe(isCommitted ? 'done' : 'INVALID_CREDENTIALS');
        for (const { caller } of isCommitted ? [phone, laptop] : []) {
          expect(await deps.sessions.find(caller)).toBeUndefined();
        }
        const again = await outcomeOf(confirmReset(deps, proof));
        expect(again).toBe(isCommitted ? 'INVALID_CODE' : 'done');
        // the next reset works, too
        const next = await codeOf(deps, await askForReset(deps));
        expect(await outcomeOf(confirmReset(deps, next, 'the phrase of the next reset'))).toBe('done');
      },
    );
    expect(steps).toBeGreaterThan(7);
  },
);
