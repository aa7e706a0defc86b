import { confirmTotp } from '../../../../lambda/identity/factors/confirm-totp';
import { stepUp } from '../../../../lambda/identity/factors/step-up';
import { SOURCE, uuid } from '../../fakes/auth-dependencies';
import {
  ada,
  answer,
  beginEnrolment,
  codeOf,
  createFactorDependencies,
  createFactorScene,
  outcomeOfCode,
  STEP_MS,
  sendPassword,
} from '../../fakes/factor-scene';
import { interruptEverywhere, type Moment } from '../../fakes/interrupt';
import { signUp } from '../../fakes/signed-in';
import { outcomeOf } from '../../fakes/throttled';

/** Crashes at every step of the operations on second factors. */

const moments: readonly Moment[] = ['before', 'after'];

test.each(moments)('a password that is interrupted %s any step starts no session', async (moment) => {
  const steps = await interruptEverywhere(
    createFactorScene,
    ({ deps }, interrupt) =>
      sendPassword({ ...interrupt(deps), guard: deps.guard }).then((members) =>
        expect(members.kinds).toHaveLength(2),
      ),
    moment,
    async (scene) => {
      expect(scene.deps.sessions.items.size).toBe(1);
      expect(await outcomeOfCode(scene, codeOf(scene))).toBe('done');
    },
  );
  expect(steps).toBeGreaterThan(2);
});

test.each([
  ['app', 'before'],
  ['app', 'after'],
  ['recovery code', 'before'],
  ['recovery code', 'after'],
] as const)(
  'a sign-in by %s that is interrupted %s any step has used its code or not',
  async (by, moment) => {
    const steps = await interruptEverywhere(
      async () => {
        const scene = await createFactorScene();
        const kind = by === 'app' ? 'totp' : 'recovery_code';
        const code = by === 'app' ? codeOf(scene) : (scene.recoveryCodes[0] ?? '');
        return { ...scene, ...(await sendPassword(scene.deps)), kind, code };
      },
      ({ deps, challenge, code, kind }, interrupt) => answer(interrupt(deps), challenge, code, { kind }),
      moment,
      async (scene) => {
        const { lastSid, sessionCount } = ada(scene);
        const isCommitted = lastSid !== scene.laptop.caller.sid;
        expect(sessionCount).toBe(isCommitted ? 2 : 1);
        // of a session that no commit counted, no client has the tokens
        const again = await outcomeOfCode(scene, scene.code, scene.kind);
        expect(again).toBe(isCommitted ? 'INVALID_CODE' : 'done');
        scene.deps.clock.millis += 20 * STEP_MS;
        expect(await outcomeOfCode(scene, codeOf(scene))).toBe('done');
      },
    );
    expect(steps).toBeGreaterThan(4);
  },
);

test.each(moments)(
  'a confirmation that is interrupted %s any step adds a whole factor or none',
  async (moment) => {
    const steps = await interruptEverywhere(
      async () => {
        const deps = createFactorDependencies();
        const laptop = await signUp(deps);
        return { deps, laptop, recoveryCodes: [], ...(await beginEnrolment(deps, laptop.caller)) };
      },
      ({ deps, laptop: { caller }, id, secret }, interrupt) =>
        confirmTotp(interrupt(deps))({ caller, id, code: codeOf({ deps, secret }), source: SOURCE }),
      moment,
      async (scene) => {
        const { deps, laptop } = scene;
        const { factors, secondFactorSince, recoveryCodes } = ada(scene);
        const stored = await deps.factorSecrets.find(laptop.caller.sub, scene.id);
        if (factors) {
          expect([secondFactorSince, recoveryCodes?.length, stored?.validUntil]).toEqual([
            deps.now(),
            10,
            undefined,
          ]);
        } else {
          expect([secondFactorSince, recoveryCodes]).toEqual([undefined, undefined]);
        }
        // the user begins again
        const caller = { ...laptop.caller, amr: ['pwd', 'otp', 'mfa'] };
        const next = await beginEnrolment(deps, caller, uuid(950));
        const code = codeOf({ deps, secret: next.secret });
        expect(await outcomeOf(confirmTotp(deps)({ caller, id: next.id, code, source: SOURCE }))).toBe(
          'done',
        );
      },
    );
    expect(steps).toBeGreaterThan(4);
  },
);

test.each(moments)(
  'a step-up that is interrupted %s any step leaves a session that works',
  async (moment) => {
    const steps = await interruptEverywhere(
      createFactorScene,
      ({ deps, secret, laptop: { caller } }, interrupt) =>
        stepUp(interrupt(deps))({
          caller,
          proof: { kind: 'totp', code: codeOf({ deps, secret }) },
          source: SOURCE,
        }),
      moment,
      async (scene) => {
        const { deps, laptop } = scene;
        const { lastStep = 0 } = ada(scene).factors?.[scene.id] ?? {};
        const session = await deps.sessions.find(laptop.caller);
        const isUsed = lastStep === Math.floor(deps.now() / STEP_MS);
        // a session is never stepped up by a code that is left
        if (session?.amr.includes('mfa')) expect(isUsed).toBe(true);
        const send = (steps: number) =>
          outcomeOf(
            stepUp(deps)({
              caller: laptop.caller,
              proof: { kind: 'totp', code: codeOf(scene, steps) },
              source: SOURCE,
            }),
          );
        expect(await send(0)).toBe(isUsed ? 'INVALID_CODE' : 'done');
        expect(await send(1)).toBe('done');
      },
    );
    expect(steps).toBeGreaterThan(5);
  },
);
