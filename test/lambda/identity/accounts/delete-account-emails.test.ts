import { deleteAccount } from '../../../../lambda/identity/accounts/delete-account';
import { createFakeDependencies, type FakeDependencies, SOURCE } from '../../fakes/auth-dependencies';
import {
  ADDRESS,
  askForEmail,
  lastCode,
  sendCode,
  storedAccount,
  verifiedEmail,
} from '../../fakes/email-scene';
import { interruptEverywhere, type Moment } from '../../fakes/interrupt';
import { signUp } from '../../fakes/signed-in';

/** Ada, and the request to delete her account. */
async function setUp() {
  const deps = createFakeDependencies();
  const own = await signUp(deps);
  return { deps, own, command: { caller: own.caller, source: SOURCE, hasTime: () => true } };
}

test.each<Moment>(['before', 'after'])(
  'releases the address in use, the pending and the former one, also when interrupted %s any step',
  async (moment) => {
    const withEmails = async () => {
      const scene = await setUp();
      await verifiedEmail(scene.deps, scene.own);
      await askForEmail(scene.deps, scene.own, 'countess@example.com');
      const { sub } = scene.own.caller;
      const former = { address: 'lady@example.com', shown: 'Lady@example.com', until: 1 };
      scene.deps.accounts.set({ ...storedAccount(scene.deps, scene.own), formerEmail: former });
      // a change of address was interrupted before it released the former one
      await scene.deps.emails.reserve({ name: former.address, sub, state: 'CONFIRMED', reservedUntil: 1 });
      // a verification was interrupted after it reserved the pending address
      await scene.deps.emails.reserve({
        name: 'countess@example.com',
        sub,
        state: 'RESERVED',
        reservedUntil: 1,
      });
      return scene;
    };
    const steps = await interruptEverywhere(
      withEmails,
      ({ deps, command }, interrupt) => deleteAccount(interrupt(deps))(command),
      moment,
      async ({ deps, command }) => {
        await deleteAccount(deps)(command);
        expect([...deps.emails.items.keys()]).toEqual([]);
      },
    );
    expect(steps).toBeGreaterThan(10);
    const { deps, command } = await withEmails();
    await deleteAccount(deps)(command);
    expect([...deps.emails.items.keys()]).toEqual([]);
  },
);

test('releases no address in a stage without e-mail, whose role may not', async () => {
  const { deps, command, own } = await setUp();
  await verifiedEmail(deps, own);
  await deleteAccount({ ...deps, emails: undefined })(command);
  expect([...deps.emails.items.keys()]).toEqual([ADDRESS]);
});

test('releases an address that was verified while the deletion began', async () => {
  const { deps, command, own } = await setUp();
  await askForEmail(deps, own);
  const accounts: FakeDependencies['accounts'] = {
    ...deps.accounts,
    markDeleting: async (account, by) => {
      await sendCode(deps, own, await lastCode(deps));
      return deps.accounts.markDeleting(account, by);
    },
  };
  await deleteAccount({ ...deps, accounts })(command);
  expect([...deps.emails.items.keys()]).toEqual([]);
});
