/** The defenses of the codes of apps. */
import { type Mutation, testOf } from '../mutation';

const CODES = 'lambda/identity/authorization-codes';
const AUTHORIZE = 'lambda/auth/pages/apps/authorize.test.ts';
const EXCHANGE = 'lambda/auth/pages/apps/exchange-code.test.ts';

export const appsMutations: readonly Mutation[] = [
  {
    defence: 'A code is sent to registered URIs only',
    change: 'a URI that begins with a registered one is enough',
    file: `${CODES}/authorize.ts`,
    find: 'client.redirectUris.find((uri) => uri === request.redirect_uri)',
    replace:
      'client.redirectUris.some((uri) => request.redirect_uri?.startsWith(uri)) ? request.redirect_uri : undefined',
    caughtBy: testOf(AUTHORIZE, 'shows an error and never leads on'),
  },
  {
    defence: 'PKCE needs the method S256',
    change: 'any method is taken',
    file: `${CODES}/authorize.ts`,
    find: "if (method !== 'S256' || !isCodeChallenge(challenge)) return 'invalid_request';",
    replace: "if (!method || !isCodeChallenge(challenge)) return 'invalid_request';",
    caughtBy: testOf(AUTHORIZE, 'for a fault that is its own'),
  },
  {
    defence: 'The verifier of a code is compared',
    change: 'any verifier is enough',
    file: `${CODES}/redeem-code.ts`,
    find: 'return isVerified && clientId',
    replace: 'return clientId',
    caughtBy: testOf(EXCHANGE, 'the code is refused, and still works for its own request'),
  },
  {
    defence: 'A code is for one app',
    change: 'another app may use it',
    file: `${CODES}/redeem-code.ts`,
    find: 'clientId === command.clientId && redirectUri',
    replace: 'redirectUri',
    caughtBy: testOf(EXCHANGE, 'the code is refused, and still works for its own request'),
  },
  {
    defence: 'A code expires',
    change: 'it is valid for as long as it is kept',
    file: `${CODES}/authorization-codes.ts`,
    find: 'validUntil > :now AND ',
    replace: '(validUntil > :now OR validUntil <= :now) AND ',
    caughtBy: testOf(`${CODES}/authorization-codes.test.ts`, 'a code does not work once it has expired'),
  },
  {
    defence: 'A code works once',
    change: 'it works again',
    file: `${CODES}/authorization-codes.ts`,
    find: ' AND (attribute_not_exists(issuedSid) OR issuedSid = :sid)',
    replace: '',
    caughtBy: testOf(`${CODES}/authorization-codes.test.ts`, 'a code works once, also for parallel uses'),
  },
  {
    defence: 'The reuse of a code ends its session',
    change: 'the session stays',
    file: `${CODES}/redeem-code.ts`,
    find: '  await sessions.delete({ sub, sid });\n',
    replace: '',
    caughtBy: testOf(EXCHANGE, 'its reuse ends the session that it started'),
  },
  {
    defence: 'A code that is used twice at once leaves no session',
    change: 'the second use is not noticed',
    file: `${CODES}/redeem-code.ts`,
    find: 'if ((await codes.find(digest))?.isReused) {',
    replace: "if ((await codes.find(''))?.isReused) {",
    caughtBy: testOf(
      `${CODES}/redeem-code.test.ts`,
      'the session of the first is stored leaves no session of the code',
    ),
  },
  {
    defence: 'A code is refused once its session of the pages has ended',
    change: 'the session is not read',
    file: `${CODES}/redeem-code.ts`,
    find: 'if (!(await findValidSession(deps, account, code.sid)))',
    replace: 'if (code.sid === undefined)',
    caughtBy: testOf(EXCHANGE, 'a code is refused when'),
  },
];
