/** What the tests of operators' changes of addresses have in common: Ada, and an attacker's address. */
import {
  changeUserEmail,
  type UserEmailChange,
} from '../../../../../lambda/identity/operator/email/change-user-email';
import { createFakeDependencies, type FakeDependencies } from '../../../fakes/auth-dependencies';
import { ADDRESS, EMAIL, storedAccount, verifiedEmail } from '../../../fakes/email-scene';
import { type SignedIn, signUp } from '../../../fakes/signed-in';

export const WEEK = 7 * 86_400_000;
export const THIEF = 'thief@example.com';
export const set = (address: string): UserEmailChange => ({
  does: 'set',
  email: { normalised: address.toLowerCase(), shown: address },
});
export const [verify, restore, remove] = (['verify', 'restore', 'remove'] as const).map((does) => ({
  does,
})) as [UserEmailChange, UserEmailChange, UserEmailChange];

export const run = (deps: FakeDependencies, change: UserEmailChange, username = 'ada') =>
  changeUserEmail(deps)({ choice: { username }, change });

/** Ada, signed in. */
export async function setUp() {
  const deps = createFakeDependencies();
  const ada = await signUp(deps);
  return { deps, ada, read: () => storedAccount(deps, ada) };
}

/** Ada, whose address an attacker has changed: her own may be restored. */
export async function takenOver() {
  const scene = await setUp();
  await verifiedEmail(scene.deps, scene.ada, THIEF);
  const formerEmail = { address: ADDRESS, shown: EMAIL, until: scene.deps.clock.millis + WEEK };
  scene.deps.accounts.set({ ...scene.read(), formerEmail });
  return scene;
}

export const countSessions = ({ sessions }: FakeDependencies, { caller }: SignedIn) =>
  [...sessions.items.values()].filter(({ sub }) => sub === caller.sub).length;
