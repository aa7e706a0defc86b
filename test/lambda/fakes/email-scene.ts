/** Accounts that ask for e-mail addresses and verify them, with the dependencies in memory. */
import type { Account } from '../../../lambda/identity/accounts/account';
import { changeEmail } from '../../../lambda/identity/email/change-email';
import { verifyEmail } from '../../../lambda/identity/email/verify-email';
import { createFakeDependencies, type FakeDependencies, SOURCE } from './auth-dependencies';
import { type SignedIn, signInAgain, signUp } from './signed-in';

/** The address of these tests, as the user writes it. */
export const EMAIL = 'Ada@Example.com';

/** The same address in its normal form. */
export const ADDRESS = 'ada@example.com';

/** Asks for an address. */
export function askForEmail(deps: FakeDependencies, { caller }: SignedIn, email = EMAIL): Promise<void> {
  return changeEmail(deps)({ caller, email, language: 'en', source: SOURCE });
}

/** Returns what the mail that was requested last holds: its code, and the token of its link. */
export async function lastProofs({
  mailQueue,
  mailCodes,
}: Pick<FakeDependencies, 'mailQueue' | 'mailCodes'>): Promise<{
  readonly code: string;
  readonly token: string;
}> {
  const request = mailQueue.requests.at(-1);
  if (!request || request.kind === 'notice') throw new Error('No mail was requested');
  const { kind: purpose, challenge, generation } = request;
  const { code, linkSecret } = await mailCodes.derive({ purpose, challenge, generation });
  return { code, token: `${challenge}.${linkSecret}` };
}

/** Returns the code of the mail that was requested last. */
export async function lastCode(deps: Pick<FakeDependencies, 'mailQueue' | 'mailCodes'>): Promise<string> {
  return (await lastProofs(deps)).code;
}

/** Sends a code. */
export function sendCode(deps: FakeDependencies, { caller }: SignedIn, code: string): Promise<void> {
  return verifyEmail(deps)({ caller, code, source: SOURCE });
}

/** Sends the token of a link. */
export function sendToken(deps: FakeDependencies, { caller }: SignedIn, token: string): Promise<void> {
  return verifyEmail(deps)({ caller, token, source: SOURCE });
}

/** Gives an account a verified address. */
export async function verifiedEmail(deps: FakeDependencies, user: SignedIn, email = EMAIL): Promise<void> {
  await askForEmail(deps, user, email);
  await sendCode(deps, user, await lastCode(deps));
}

/** Returns the caller's account as it is stored. */
export function storedAccount({ accounts }: FakeDependencies, { caller }: SignedIn): Account {
  return accounts.items.get(caller.sub) as Account;
}

/** Ada, signed in twice, whose phone has asked for an address; and what its mail holds. */
export interface AskedScene {
  readonly deps: FakeDependencies;
  readonly phone: SignedIn;
  readonly laptop: SignedIn;
  readonly code: string;
  readonly token: string;
}

/** Creates the scene. */
export async function createAskedScene(): Promise<AskedScene> {
  const deps = createFakeDependencies();
  const phone = await signUp(deps);
  const laptop = await signInAgain(deps);
  await askForEmail(deps, phone);
  deps.logged.length = 0;
  return { deps, phone, laptop, ...(await lastProofs(deps)) };
}
