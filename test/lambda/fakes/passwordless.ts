/** Turns an account into one without a password, as a sign-up by passkey creates it. */
import type { Account } from '../../../lambda/identity/accounts/account';
import { NO_PASSWORD } from '../../../lambda/identity/passwords/no-password';
import type { FakeDependencies } from './auth-dependencies';
import { type SignedIn, signUp } from './signed-in';

/** The id of the passkey of such accounts. */
export const PASSKEY_ID = 'p'.repeat(43);

/** Signs Ada up, and takes her password away. Her session is that of a passkey. */
export async function signUpWithoutPassword(deps: FakeDependencies): Promise<SignedIn> {
  const signedIn = await signUp(deps);
  const { sub, sid } = signedIn.caller;
  const account = deps.accounts.items.get(sub) as Account;
  const passkeys = { [PASSKEY_ID]: { addedAt: deps.clock.millis, verifiesUser: true } };
  deps.accounts.set({ ...account, passwordHash: NO_PASSWORD, passkeys });
  const session = await deps.sessions.find({ sub, sid });
  const amr = ['pop', 'mfa'];
  if (session) await deps.sessions.put({ ...session, amr });
  deps.logged.length = 0;
  deps.passwords.work.length = 0;
  return { ...signedIn, caller: { ...signedIn.caller, amr } };
}
