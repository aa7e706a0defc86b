import { findByEmail } from '../../../../lambda/identity/accounts/identifiers/find-by-email';
import { RESERVATION_MS } from '../../../../lambda/identity/accounts/identifiers/reserve-identifier';
import { createFakeDependencies } from '../../fakes/auth-dependencies';
import {
  ADDRESS,
  askForEmail,
  lastCode,
  sendCode,
  storedAccount,
  verifiedEmail,
} from '../../fakes/email-scene';
import { interruptEverywhere, type Moment } from '../../fakes/interrupt';
import { signInAgain, signUp } from '../../fakes/signed-in';

const FORMER = 'former@example.com';

/** Ada, signed in twice, whose phone has asked for an address; and Bob. */
async function setUp(hasFormer: boolean) {
  const deps = createFakeDependencies();
  const phone = await signUp(deps);
  if (hasFormer) await verifiedEmail(deps, phone, FORMER);
  const laptop = await signInAgain(deps);
  const bob = await signUp(deps, 'Bob');
  await askForEmail(deps, phone);
  return { deps, phone, laptop, bob, code: await lastCode(deps) };
}

describe.each([
  ['a first address', false],
  ['a change of address', true],
])('%s', (_what, hasFormer) => {
  test.each<Moment>(['before', 'after'])(
    'interrupted %s any step: the address is in use or not, and never lost',
    async (moment) => {
      const steps = await interruptEverywhere(
        () => setUp(hasFormer),
        ({ deps, phone, code }, interrupt) => sendCode(interrupt(deps), phone, code),
        moment,
        async ({ deps, phone, laptop, bob, code }) => {
          const isCommitted = storedAccount(deps, phone).email?.address === ADDRESS;
          // one request with any code ends what the interrupted one left
          await sendCode(deps, phone, code).catch((error) => {
            expect(error).toMatchObject({ code: 'INVALID_CODE' });
          });
          if (isCommitted) {
            expect(storedAccount(deps, phone)).not.toHaveProperty('pendingEmail');
          }
          const { email, securityVersion, sessionsRevokedThroughVersion } = storedAccount(deps, phone);
          expect(email?.address).toBe(ADDRESS);
          expect(sessionsRevokedThroughVersion).toBe(securityVersion);
          expect(deps.sessions.items.has(`${laptop.caller.sub}/${laptop.caller.sid}`)).toBe(hasFormer);
          expect(await deps.sessions.find(phone.caller)).toBeDefined();
          expect((await findByEmail(deps, ADDRESS))?.account.sub).toBe(phone.caller.sub);
          // the former address becomes free for another account, at the latest with its next verification
          deps.clock.millis += RESERVATION_MS;
          if (hasFormer) {
            await verifiedEmail({ ...deps, reauthenticationSeconds: 3_600 }, bob, FORMER);
            expect((await findByEmail(deps, FORMER))?.account.sub).toBe(bob.caller.sub);
          }
        },
      );
      expect(steps).toBeGreaterThan(8);
    },
  );
});

test.each<Moment>(['before', 'after'])(
  'a request for an address that is interrupted %s any step may be repeated',
  async (moment) => {
    const steps = await interruptEverywhere(
      async () => {
        const deps = createFakeDependencies();
        return { deps, ada: await signUp(deps) };
      },
      ({ deps, ada }, interrupt) => askForEmail(interrupt(deps), ada),
      moment,
      async ({ deps, ada }) => {
        expect(storedAccount(deps, ada)).not.toHaveProperty('email');
        await askForEmail(deps, ada);
        await sendCode(deps, ada, await lastCode(deps));
        expect(storedAccount(deps, ada).email?.address).toBe(ADDRESS);
      },
    );
    expect(steps).toBeGreaterThan(3);
  },
);
