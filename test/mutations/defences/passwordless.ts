/** Mutations of what keeps an account without a password from getting one, or losing its passkeys, by another way. */
import { type Mutation, testOf } from '../mutation';

const passkeys = 'lambda/identity/passkeys';
const SIGN_UP = `${passkeys}/sign-up/sign-up-with-passkey`;
const CHANGE = 'lambda/identity/authentication/change-password.ts';
const RESETS = 'lambda/identity/email/password-resets';
const FACTORS_RESET = 'lambda/identity/factors/proofs/factors-reset.ts';
const signUp = (name: string) => testOf(`${SIGN_UP}.test.ts`, name);
const begin = (name: string) => testOf(`${passkeys}/sign-up/begin-sign-up.test.ts`, name);
const first = (name: string) => testOf('lambda/identity/authentication/change-password-first.test.ts', name);

export const passwordlessMutations: readonly Mutation[] = [
  {
    defence: 'An account without a password begins with a passkey that verifies its user',
    change: 'a touch is enough',
    file: `${SIGN_UP}.ts`,
    find: 'requireUserVerification: true,\n    });\n    if (!verified?.isUserVerified) {',
    replace: 'requireUserVerification: false,\n    });\n    if (!verified) {',
    caughtBy: testOf('lambda/auth/passkeys/sign-up.test.ts', 'creates no account'),
  },
  {
    defence: 'Requests that begin a sign-up count on their source',
    change: 'they are not counted',
    file: `${passkeys}/sign-up/begin-sign-up.ts`,
    find: "    await guard.reserveSource('sign-up', source);\n",
    replace: '',
    caughtBy: begin('counts against the limit of sign-ups of the source, above which nothing is stored'),
  },
  {
    defence: 'No account keeps a credential that another one has taken meanwhile',
    change: 'the account stays',
    file: `${passkeys}/sign-up/create-passkey-account.ts`,
    find: 'if (await credentials.confirm(pointer)) return;',
    replace: 'if ((await credentials.confirm(pointer)) || pointer) return;',
    caughtBy: signUp('when another account has taken the credential of a request that ran too long'),
  },
  {
    defence: 'No password signs in to an account without one',
    change: 'the marker is a hash like any other',
    file: 'lambda/identity/passwords/password-hasher.ts',
    find: 'const hash = stored === NO_PASSWORD ? undefined : stored;',
    replace: 'const hash = stored;',
    caughtBy: testOf(
      'lambda/identity/passwords/password-hasher.test.ts',
      'the marker of an account without a password matches no password, and is never verified as an imported hash',
    ),
  },
  {
    defence: 'A first password needs a recent authentication',
    change: 'only accounts with a second factor need it',
    file: CHANGE,
    find: 'if (isFirst || needsSecondFactor',
    replace: 'if (needsSecondFactor',
    caughtBy: first('requires a recent authentication'),
  },
  {
    defence: 'A first password needs a session that has not ended',
    change: 'the session is not looked up',
    file: CHANGE,
    find: 'if (isFirst && !(await isSessionValid',
    replace: 'if (isFirst === undefined && !(await isSessionValid',
    caughtBy: first('an access token whose session has ended sets none'),
  },
  {
    defence: 'Only an account without a password takes one without the current one',
    change: 'every account takes it',
    file: CHANGE,
    find: 'if (currentPassword === undefined) return !hasPassword(account);',
    replace: 'if (currentPassword === undefined) return true;',
    caughtBy: first('an account with a password must send it, also when it was the first one'),
  },
  {
    defence: 'A reset by mail gives no password to an account without one',
    change: 'its reset names the account',
    file: `${RESETS}/find-reset-target.ts`,
    find: ' || !hasPassword(account)) return decoy;',
    replace: ') return decoy;',
    caughtBy: testOf(`${RESETS}/request-password-reset.test.ts`, 'signs in by passkeys only'),
  },
  {
    defence: 'The commit of a reset requires a password',
    change: 'the marker is replaced',
    file: `${RESETS}/account-resets.ts`,
    find: 'AND NOT #hash IN (:elsewhere, :none)',
    replace: 'AND (NOT #hash IN (:elsewhere, :none) OR #hash = :none)',
    caughtBy: testOf(`${RESETS}/account-resets.test.ts`, 'has no password'),
  },
  {
    defence: 'A reset of the second factor leaves an account without a password alone',
    change: 'its passkeys are removed',
    file: FACTORS_RESET,
    find: 'factorsResetAt <= now && hasPassword(account)',
    replace: 'factorsResetAt <= now',
    caughtBy: testOf(
      'lambda/identity/factors/proofs/sign-in-after-reset.test.ts',
      'an account without a password has no reset, so its passkeys stay',
    ),
  },
  {
    defence: 'The commit of a reset of the second factor requires a password',
    change: 'the marker is accepted',
    file: FACTORS_RESET,
    find: '#passwordHash <> :noPassword',
    replace: '(#passwordHash <> :noPassword OR #passwordHash = :noPassword)',
    caughtBy: testOf(
      `${passkeys}/account-passkeys.test.ts`,
      'a reset removes the passkeys of an account with a password, and nothing of any other',
    ),
  },
  {
    defence: 'A reset of lost factors also removes lost passkeys',
    change: 'its passkeys stay',
    file: FACTORS_RESET,
    find: "remove: '#factors, #passkeys, #secondFactorSince",
    replace: "remove: '#factors, #passkeys.#factors, #secondFactorSince",
    caughtBy: testOf(
      `${passkeys}/account-passkeys.test.ts`,
      'a reset removes the passkeys of an account with a password, and nothing of any other',
    ),
  },
  {
    defence: 'An operator does not reset the factors of an account without a password',
    change: 'the command takes every account',
    file: 'lambda/identity/operator/factors/reset-factors.ts',
    find: '  if (!hasPassword(account)) {',
    replace: "  if (!hasPassword(account) && username === '') {",
    caughtBy: testOf(
      'lambda/identity/operator/factors/reset-factors.test.ts',
      'refuses an account without a password, which could not sign in any more',
    ),
  },
  {
    defence: 'A reset at once also removes lost passkeys',
    change: 'its passkeys stay',
    file: 'lambda/identity/operator/factors/factor-administration.ts',
    find: '`REMOVE #passkeys, ',
    replace: '`REMOVE #passkeys.#version, ',
    caughtBy: testOf(
      'lambda/identity/operator/factors/factor-administration.test.ts',
      'removes everything of the second factor at once, and nothing else',
    ),
  },
  {
    defence: 'A password of an account without one takes the work of any other',
    change: 'nothing is verified for it',
    file: 'lambda/identity/passwords/password-hasher.ts',
    find: 'stored === NO_PASSWORD ? undefined : stored;',
    replace: 'stored;\n      if (stored === NO_PASSWORD) return false;',
    caughtBy: testOf(
      'lambda/identity/passwords/password-hasher.test.ts',
      'is one hash under each of the parameters in use',
    ),
  },
  {
    defence: 'An import takes no password away',
    change: 'a line without one replaces it',
    file: 'lambda/identity/operator/import-user.ts',
    find: 'passwordHash === NO_PASSWORD && hasPassword(present)',
    replace: "passwordHash === '' && hasPassword(present)",
    caughtBy: testOf(
      'lambda/identity/operator/import-user.test.ts',
      'creates an account without a password, which gets one on request and never loses it again',
    ),
  },
  {
    defence: 'A deleted account keeps no credential from others',
    change: 'its pointers stay',
    file: 'lambda/identity/accounts/account-data.ts',
    find: 'if (kind.pointers) {',
    replace: "if (kind.pointers && sub === '') {",
    caughtBy: testOf(
      `${passkeys}/passkey-deletion.all.test.ts`,
      'a deletion that ends at any call still finds every pointer, and leaves those of others',
    ),
  },
];
