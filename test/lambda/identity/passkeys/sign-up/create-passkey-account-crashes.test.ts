/** A sign-up by a passkey that is interrupted blocks neither the name nor the credential for longer than a reservation lasts. */
import { RESERVATION_MS } from '../../../../../lambda/identity/accounts/identifiers/reserve-identifier';
import { passkeyId } from '../../../../../lambda/identity/passkeys/passkey';
import { signUpWithPasskey } from '../../../../../lambda/identity/passkeys/sign-up/sign-up-with-passkey';
import { interruptEverywhere, type Moment } from '../../../fakes/interrupt';
import {
  CREDENTIAL_ID,
  createSignUpCommand,
  createSignUpDependencies,
  signUpByPasskey,
  withVerification,
} from '../../../fakes/sign-up-scene';
import { outcomeOf } from '../../../fakes/throttled';
import { unavailable } from '../../../fakes/unavailable';

const ID = passkeyId(CREDENTIAL_ID);

async function setUp() {
  const deps = createSignUpDependencies();
  return { deps, command: await createSignUpCommand(deps) };
}

test.each<Moment>(['before', 'after'])(
  'when it stops %s any step, the passkey signs in to the account, or name and credential become free in time',
  async (moment) => {
    const committed: boolean[] = [];
    const steps = await interruptEverywhere(
      setUp,
      ({ deps, command }, interrupt) => {
        const interrupted = interrupt(deps);
        // a crash releases nothing
        const names = { ...interrupted.names, release: unavailable };
        const credentials = { ...interrupted.credentials, release: unavailable };
        return signUpWithPasskey(withVerification({ ...interrupted, names, credentials }))(command);
      },
      moment,
      async ({ deps }) => {
        const account = deps.accounts.named('ada');
        committed.push(account !== undefined);
        deps.clock.millis += RESERVATION_MS;
        if (account) {
          expect(account.passkeys).toHaveProperty(ID);
          expect(await deps.passkeys.find(account.sub, ID)).toBeDefined();
          expect((await deps.credentials.find(ID))?.sub).toBe(account.sub);
          expect(await outcomeOf(signUpByPasskey(deps))).toBe('PASSKEY_TAKEN');
        } else {
          await expect(signUpByPasskey(deps)).resolves.toBeDefined();
        }
        expect(deps.accounts.items.size).toBe(1);
      },
    );
    expect(steps).toBe(committed.length);
    expect(committed).toContain(true);
    expect(committed).toContain(false);
    // once the account is written, no later step takes it back
    expect(committed).toEqual([...committed].sort((one, other) => Number(one) - Number(other)));
  },
);
