/** What holds of an account with passkeys, regardless of the order of its requests. */

import { passkeyId } from '../../../lambda/identity/passkeys/passkey';
import { hasPassword } from '../../../lambda/identity/passwords/no-password';
import { findAda, type World } from './world';

/** Records a passkey that is accepted although the account no longer has it, or has turned the second factor off. */
export function watchProofs({ deps: { accounts, accountFactors } }: World, failures: Set<string>): void {
  const { commitSignIn } = accounts;
  const { consume } = accountFactors;
  accounts.commitSignIn = async (signedIn) => {
    const before = accounts.items.get(signedIn.account.sub);
    const counted = await commitSignIn(signedIn);
    const proof =
      signedIn.secondFactor && 'proof' in signedIn.secondFactor ? signedIn.secondFactor.proof : undefined;
    if (counted === undefined || !proof || !('id' in proof)) return counted;
    if (!before?.passkeys?.[proof.id]) failures.add('a passkey that was removed has signed in');
    if (proof.kind === 'passkey' && before?.secondFactorSince === undefined) {
      failures.add('a second factor that was turned off has signed in');
    }
    return counted;
  };
  accountFactors.consume = async (account, proof, at) => {
    const before = accounts.items.get(account.sub);
    const isAccepted = await consume(account, proof, at);
    if (isAccepted && proof.kind === 'passkey' && !before?.passkeys?.[proof.id]) {
      failures.add('a passkey that was removed has stepped up');
    }
    return isAccepted;
  };
}

/** Checks a world after all requests have ended. @param done the requests that succeeded */
export function inspectPasskeys(
  world: World,
  { credentials }: { readonly credentials: readonly string[] },
  done: readonly string[],
): readonly string[] {
  const found: string[] = [];
  const account = findAda(world);
  if (!account) return ['the account is gone'];
  const { passkeys = {}, factors = {}, secondFactorSince, recoveryCodes = [], securityVersion } = account;
  for (const kind of ['sign in', 'step up', 'answer'] as const) {
    const uses = done.filter((act) => act === kind || act === `${kind} again`);
    if (uses.length > 1) found.push('one ceremony was accepted twice');
  }
  if (!hasPassword(account) && !Object.values(passkeys).some(({ verifiesUser }) => verifiesUser)) {
    found.push('no way in is left');
  }
  for (const [act, place] of [
    ['remove', 0],
    ['remove the other', 1],
  ] as const) {
    const id = passkeyId(credentials[place] ?? '');
    if (done.includes(act) && passkeys[id]) found.push('a passkey that was removed is back');
  }
  const isHeld = Object.keys(passkeys).length + Object.keys(factors).length > 0;
  if (secondFactorSince !== undefined && !isHeld) found.push('the second factor is on without a factor');
  if (secondFactorSince === undefined && recoveryCodes.length > 0) found.push('recovery codes are left');
  if (done.includes('set a password') && !hasPassword(account)) found.push('the first password is lost');
  for (const session of world.deps.sessions.items.values()) {
    const isCommitted = world.committed.has(session.sid);
    const isKept = session.sid === account.kept?.sid;
    if (isCommitted && !isKept && session.securityVersion < securityVersion) {
      found.push('a session survives what ended it');
    }
  }
  return found;
}
