/** Mutations of what needs a recent authentication, or a second factor. */
import { type Mutation, testOf } from '../mutation';

const RULE = testOf('lambda/identity/authentication/require-step-up.test.ts', 'needs the second factor');
const STORE = 'lambda/identity/factors/session-step-ups';
const POLICY = 'lambda/authorizer/step-up/demand-step-up';
const CACHED = `${POLICY}-cached.test.ts`;

/** A sensitive change that does not ask for the second factor. */
const withoutStepUp = (defence: string, file: string, find: string): Mutation => ({
  defence,
  change: 'the step-up is not required',
  file,
  find,
  replace: '',
  caughtBy: RULE,
});

export const stepUpMutations: readonly Mutation[] = [
  {
    defence: 'An account with a second factor must have used it, also if it was added after the sign-in',
    change: 'a recent authentication suffices',
    file: 'lambda/identity/authentication/require-step-up.ts',
    find: 'isRecent && (!needsFactor || caller.amr.includes(SEVERAL_FACTORS))',
    replace: 'isRecent',
    caughtBy: RULE,
  },
  {
    defence: 'The use of a second factor must be recent',
    change: 'a second factor suffices at any time',
    file: 'lambda/identity/authentication/require-step-up.ts',
    find: 'isRecent && (!needsFactor || caller.amr.includes(SEVERAL_FACTORS))',
    replace: 'caller.amr.includes(SEVERAL_FACTORS) || (isRecent && !needsFactor)',
    caughtBy: testOf('lambda/identity/authentication/require-step-up.test.ts', 'until it is too old'),
  },
  withoutStepUp(
    'A change of the username needs a step-up',
    'lambda/identity/accounts/usernames/change-username.ts',
    '      requireStepUp(deps, command.caller, account);\n',
  ),
  withoutStepUp(
    'A change of the password needs the second factor',
    'lambda/identity/authentication/change-password.ts',
    '      if (isFirst || needsSecondFactor(deps, account)) requireStepUp(deps, caller, account);\n',
  ),
  withoutStepUp(
    'A change of the address needs a step-up',
    'lambda/identity/email/change-email.ts',
    '    requireStepUp(deps, caller, account);\n',
  ),
  withoutStepUp(
    'A removal of the address needs a step-up',
    'lambda/identity/email/remove-email.ts',
    '      requireStepUp(deps, caller, account);\n',
  ),
  {
    defence: 'A session of an earlier security version takes no step-up',
    change: 'the version is not compared',
    file: `${STORE}.ts`,
    find: 'securityVersion = :version AND',
    replace: 'securityVersion <> :authTime AND :version <> :authTime AND',
    caughtBy: testOf(`${STORE}.test.ts`, 'take none that was made under version'),
  },
  {
    defence: 'A session that has ended takes no step-up',
    change: 'an expired session takes it',
    file: `${STORE}.ts`,
    find: 'expiresAt > :authTime AND ',
    replace: '',
    caughtBy: testOf(`${STORE}.test.ts`, 'take none when they have expired'),
  },
  {
    defence: 'A session of an account that is being deleted takes no step-up',
    change: 'a session without refresh tokens takes it',
    file: `${STORE}.ts`,
    find: ' AND (attribute_exists(refreshHash) OR attribute_exists(pageHash))',
    replace: '',
    caughtBy: testOf(`${STORE}.test.ts`, 'take none when they are closed to refresh'),
  },
  {
    defence: 'A cached policy denies a route once the authentication is too old',
    change: 'the denial has no date, and is left out while the token is fresh',
    file: `${POLICY}.ts`,
    find: 'policy.denyMethod(...splitPattern(pattern), isStrong ? tooOld : undefined);',
    replace: 'if (!isStrong) policy.denyMethod(...splitPattern(pattern));',
    caughtBy: testOf(CACHED, 'one cached policy serves the route until its time'),
  },
  {
    defence: 'The time of a step-up counts from the authentication',
    change: 'it counts from the request',
    file: `${POLICY}.ts`,
    find: 'new Date((authTime + maxAgeSeconds) * 1000)',
    replace: 'new Date(Date.now() + maxAgeSeconds * 1000)',
    caughtBy: testOf(CACHED, 'one cached policy serves the route until its time'),
  },
  {
    defence: 'A route that requires a second factor is closed to a password',
    change: 'the methods are not compared',
    file: `${POLICY}.ts`,
    find: 'const isStrong = amr.every((method) => methods.includes(method));',
    replace: 'const isStrong = amr.every(() => methods.length > 0);',
    caughtBy: testOf(CACHED, 'is denied to a password at once'),
  },
  {
    defence: 'A step-up does not replace a scope',
    change: 'the scope is not compared',
    file: `${POLICY}.ts`,
    find: 'scope === undefined || scopes.includes(scope)',
    replace: 'scope === undefined || scopes.length > 0',
    caughtBy: testOf(CACHED, 'a step-up does not replace a scope'),
  },
  {
    defence: 'An authorizer that does not know step-ups opens no route that requires one',
    change: 'such routes are granted as well',
    file: 'lib/routes/route-grants.ts',
    find: "access === 'signed-in' && scope === undefined && stepUp === undefined;",
    replace: "access === 'signed-in' && scope === undefined;",
    caughtBy: testOf('lib/routes/route-grants.test.ts', 'are not among the other grants'),
  },
  {
    defence: 'No other pattern covers a route that requires a step-up',
    change: 'only scopes are compared',
    file: 'lib/checks/check-route-overlap.ts',
    find: 'other.scope !== one.scope || other.stepUp !== one.stepUp',
    replace: 'other.scope !== one.scope',
    caughtBy: testOf(
      'lib/checks/check-route-overlap.test.ts',
      'rejects overlapping routes with the step-ups',
    ),
  },
  {
    defence: 'A caller whose token does not say how it was authenticated has used no second factor',
    change: 'it counts as one',
    file: 'lambda/shared/http/caller.ts',
    find: "isFilled(amr) ? amr.split(' ') : []",
    replace: "isFilled(amr) ? amr.split(' ') : ['mfa']",
    caughtBy: testOf('lambda/shared/http/caller.test.ts', 'says nothing of them'),
  },
  {
    defence: 'A request that waited for a step-up does not run as another user',
    change: 'the session is not compared',
    file: 'client/src/step-up.ts',
    find: 'session?.id === id ? session : undefined',
    replace: 'session ?? (id && undefined)',
    caughtBy: testOf('client/src/step-up.test.ts', 'does not run as another user'),
  },
  {
    defence: 'A step-up keeps the newest refresh token',
    change: 'the session is not read again',
    file: 'client/src/session-keeper.ts',
    find: 'if (session?.id === id) await write(session, { ...token, refreshToken: session.refreshToken });',
    replace: 'await write(session ?? before, { ...token, refreshToken: before.refreshToken });',
    caughtBy: testOf('client/src/step-up.test.ts', 'keeps the refresh token that another tab'),
  },
  {
    defence: 'The client repeats a request once',
    change: 'it asks again for each refusal',
    file: 'client/src/create-client.ts',
    find: 'return next ? sendAs(next, spare) : response;',
    replace: 'return next ? sendSignedIn(spare) : response;',
    caughtBy: testOf('client/src/step-up.test.ts', 'a second refusal stands'),
  },
];
