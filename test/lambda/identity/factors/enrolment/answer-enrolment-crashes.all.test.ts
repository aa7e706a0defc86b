import { register } from '../../../../../lambda/identity/authentication/register';
import { startEnrolment } from '../../../../../lambda/identity/factors/enrolment/start-enrolment';
import { PASSWORD, SOURCE } from '../../../fakes/auth-dependencies';
import {
  askForSecret,
  beginFirst,
  confirmFirst,
  createEnrolmentScene,
  type EnrolmentDependencies,
  toRequired,
} from '../../../fakes/enrolment-scene';
import {
  ada,
  codeOf,
  createFactorDependencies,
  outcomeOfCode,
  STEP_MS,
  sendPassword,
} from '../../../fakes/factor-scene';
import { interruptEverywhere, type Moment } from '../../../fakes/interrupt';
import { outcomeOf } from '../../../fakes/throttled';

/** Crashes at every step of an enrolment at a sign-in. */

const moments: readonly Moment[] = ['before', 'after'];

test.each(moments)(
  'a confirmation that is interrupted %s any step adds a factor with a session, or neither',
  async (moment) => {
    const steps = await interruptEverywhere(
      async () => {
        const scene = await createEnrolmentScene();
        return { ...scene, ...(await beginFirst(scene.deps)), recoveryCodes: [] };
      },
      ({ deps, challenge, code }, interrupt) =>
        confirmFirst({ ...deps, ...interrupt(deps) }, challenge, code),
      moment,
      async (scene) => {
        const { deps, challenge, code, laptop, id } = scene;
        const { factors, secondFactorSince, recoveryCodes, lastSid, sessionCount } = ada(scene);
        const isCommitted = factors !== undefined;
        expect([secondFactorSince !== undefined, recoveryCodes?.length]).toEqual([
          isCommitted,
          isCommitted ? 10 : undefined,
        ]);
        expect([lastSid !== laptop.caller.sid, sessionCount]).toEqual([isCommitted, isCommitted ? 2 : 1]);
        // the same code may be sent again until it has added the factor
        expect(await outcomeOf(confirmFirst(deps, challenge, code))).toBe(
          isCommitted ? 'INVALID_CHALLENGE' : 'done',
        );
        expect((await deps.factorSecrets.find(laptop.caller.sub, id))?.validUntil).toBeUndefined();
        deps.clock.millis += STEP_MS;
        expect(await outcomeOfCode(scene, codeOf(scene))).toBe('done');
      },
    );
    expect(steps).toBeGreaterThan(6);
  },
);

test.each(moments)(
  'a request for a secret that is interrupted %s any step can be repeated',
  async (moment) => {
    const steps = await interruptEverywhere(
      async () => {
        const scene = await createEnrolmentScene();
        const { challenge } = await sendPassword(scene.deps);
        await askForSecret(scene.deps, challenge);
        return { ...scene, challenge };
      },
      ({ deps, challenge }, interrupt) => {
        const enrolmentChallenges = { ...deps.enrolmentChallenges };
        return askForSecret({ ...deps, ...interrupt({ ...deps }), enrolmentChallenges }, challenge);
      },
      moment,
      async ({ deps, challenge }) => {
        expect(deps.sessions.items.size).toBe(1);
        const { secret } = await askForSecret(deps, challenge);
        expect(await outcomeOf(confirmFirst(deps, challenge, codeOf({ deps, secret })))).toBe('done');
      },
    );
    expect(steps).toBeGreaterThan(3);
  },
);

test.each(moments)(
  'a password that is interrupted %s any step, with a mail, starts no session',
  async (moment) => {
    const steps = await interruptEverywhere(
      () => createEnrolmentScene(true),
      ({ deps }, interrupt) =>
        sendPassword({
          ...toRequired(interrupt(deps) as EnrolmentDependencies, true),
          guard: deps.guard,
        }).then(() => {}),
      moment,
      async ({ deps }) => {
        expect(deps.sessions.items.size).toBe(1);
        expect((await sendPassword(deps)).kinds).toEqual(['enrolment']);
      },
    );
    expect(steps).toBeGreaterThan(3);
  },
);

test.each(moments)(
  'a sign-up that is interrupted %s any step leaves an account that can enrol, or none',
  async (moment) => {
    const steps = await interruptEverywhere(
      async () => ({ deps: toRequired(createFactorDependencies()) }),
      ({ deps }, interrupt) => {
        const stores = interrupt(deps);
        const command = { username: 'Ada', password: PASSWORD, source: SOURCE };
        return register({ ...stores, guard: deps.guard, startFirst: startEnrolment(stores) })(command);
      },
      moment,
      async ({ deps }) => {
        expect([deps.sessions.items.size, deps.signed]).toEqual([0, []]);
        const [account] = [...deps.accounts.items.values()];
        if (!account) return;
        const { challenge, secret } = await beginFirst(deps);
        expect(await outcomeOf(confirmFirst(deps, challenge, codeOf({ deps, secret })))).toBe('done');
      },
    );
    expect(steps).toBeGreaterThan(3);
  },
);
