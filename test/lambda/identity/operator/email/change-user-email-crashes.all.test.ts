import { findByEmail } from '../../../../../lambda/identity/accounts/identifiers/find-by-email';
import { RESERVATION_MS } from '../../../../../lambda/identity/accounts/identifiers/reserve-identifier';
import type { UserEmailChange } from '../../../../../lambda/identity/operator/email/change-user-email';
import { ADDRESS, askForEmail, EMAIL, verifiedEmail } from '../../../fakes/email-scene';
import { interruptEverywhere, type Moment } from '../../../fakes/interrupt';
import { signUp } from '../../../fakes/signed-in';
import { countSessions, remove, restore, run, set, THIEF, takenOver, verify } from './user-email-scene';

describe('interrupted', () => {
  const changes: readonly [string, UserEmailChange, string | undefined][] = [
    ['a set', set(EMAIL), ADDRESS],
    ['a verification', verify, 'pending@example.com'],
    ['a restoration', restore, ADDRESS],
    ['a removal', remove, undefined],
  ];

  test.each<[string, UserEmailChange, string | undefined, Moment]>(
    changes
      .flatMap((change) => (['before', 'after'] as const).map((moment) => [...change, moment] as const))
      .map(([...row]) => row),
  )(
    '%s (%j, to %s) that stops %s any step is completed by another run',
    async (_what, change, address, moment) => {
      const steps = await interruptEverywhere(
        async () => {
          const scene = await takenOver();
          await askForEmail(scene.deps, scene.ada, 'pending@example.com');
          return { ...scene, bob: await signUp(scene.deps, 'Bob') };
        },
        ({ deps }, interrupt) => run(interrupt(deps), change),
        moment,
        async ({ deps, ada, bob, read }) => {
          const isPending = read().pendingEmail !== undefined;
          if (change.does !== 'verify' || isPending) await run(deps, change).catch(toAdvice);
          expect(read().email?.address).toBe(address);
          expect(read()).not.toHaveProperty('pendingEmail');
          if (change.does !== 'verify') expect(countSessions(deps, ada)).toBe(0);
          if (address !== undefined)
            expect((await findByEmail(deps, address))?.account.sub).toBe(ada.caller.sub);
          // the address before becomes free, at the latest with its next verification
          deps.clock.millis += RESERVATION_MS;
          await verifiedEmail({ ...deps, reauthenticationSeconds: 3_600 }, bob, THIEF);
          expect((await findByEmail(deps, THIEF))?.account.sub).toBe(bob.caller.sub);
        },
      );
      expect(steps).toBeGreaterThan(6);
    },
  );

  /** A completed removal leaves nothing to remove. */
  function toAdvice(error: unknown): void {
    expect(error).toMatchObject({ message: expect.stringContaining('has no address') });
  }
});
