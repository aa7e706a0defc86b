/** The defenses of the hosted pages. */
import { type Mutation, testOf } from '../mutation';

const GATE = 'lambda/pages/gate';
const SOURCE = testOf('lambda/pages/form-source.test.ts', 'Sec-Fetch-Site');
const SESSIONS = 'lambda/identity/sessions/pages';

export const pagesMutations: readonly Mutation[] = [
  {
    defence: 'A form of another origin is refused',
    change: 'a form of another host of the same site is taken',
    file: 'lambda/pages/form-source.ts',
    find: "return fetchSite === 'same-origin';",
    replace: "return fetchSite === 'same-origin' || fetchSite === 'same-site';",
    caughtBy: SOURCE,
  },
  {
    defence: 'A form of another origin is refused',
    change: 'a form without any origin is taken',
    file: 'lambda/pages/form-source.ts',
    find: 'return origin === pagesOrigin;',
    replace: 'return origin === undefined || origin === pagesOrigin;',
    caughtBy: SOURCE,
  },
  {
    defence: 'A form carries the token of its visit',
    change: 'a token of any visit is enough',
    file: `${GATE}.ts`,
    find: '!isFormToken(token, binding)',
    replace: 'token === undefined',
    caughtBy: testOf(`${GATE}.test.ts`, ' has expired'),
  },
  {
    defence: 'Pages of an account need a session',
    change: 'the pages of factors are open',
    file: `${GATE}.ts`,
    find: String.raw`/^\w+ \/(account(\/|$)|confirm$)/`,
    replace: String.raw`/^\w+ \/(account$|confirm$)/`,
    caughtBy: testOf(`${GATE}.test.ts`, 'is sent from'),
  },
  {
    defence: 'A page without its gate is an error',
    change: 'a page without a gate is served',
    file: 'lambda/shared/http/dispatcher.ts',
    find: "if (!gate) throw new InternalError('The pages have no gate');",
    replace: 'if (!gate) return { status: 200 };',
    caughtBy: testOf('lambda/shared/http/dispatcher-pages.test.ts', 'a page without a gate is an error'),
  },
  {
    defence: 'Two cookies of one name are none',
    change: 'the first of two cookies counts',
    file: 'lambda/pages/cookies.ts',
    find: 'return values.length === 1 ? values[0]?.[1] : undefined;',
    replace: 'return values[0]?.[1];',
    caughtBy: testOf('lambda/pages/cookies.test.ts', 'two cookies of one name are none'),
  },
  {
    defence: 'No script reads a cookie of the pages',
    change: 'cookies without HttpOnly',
    file: 'lambda/pages/cookies.ts',
    find: "'Path=/; Secure; HttpOnly; SameSite=Lax'",
    replace: "'Path=/; Secure; SameSite=Lax'",
    caughtBy: testOf('lambda/pages/cookies.test.ts', 'no script reads it'),
  },
  {
    defence: 'A sign-in leads to listed pages only',
    change: 'it leads to every path of an authorization request',
    file: 'lambda/pages/return-to.ts',
    find: 'return isKnown && isUnique ?',
    replace: 'return isUnique ?',
    caughtBy: testOf('lambda/pages/return-to.test.ts', ' leads to the account'),
  },
  {
    defence: 'A redirect never leaves the pages',
    change: 'two slashes in front are allowed',
    file: 'lambda/pages/page-answer.ts',
    find: String.raw`/^\/(?!\/)[`,
    replace: String.raw`/^\/[`,
    caughtBy: testOf('lambda/pages/page-answer.test.ts', 'no redirect leads to'),
  },
  {
    defence: 'The secret of a session of the pages is compared',
    change: 'any secret of the session is enough',
    file: `${SESSIONS}/find-page-session.ts`,
    find: 'if (session?.pageHash === undefined || !isSame(session.pageHash, digestPageSecret(secret)))',
    replace: 'if (session?.pageHash === undefined)',
    caughtBy: testOf(`${SESSIONS}/find-page-session.test.ts`, 'another secret is not accepted'),
  },
  {
    defence: 'A session of the pages has no refresh token',
    change: 'its refresh token works',
    file: `${SESSIONS}/start-page-session.ts`,
    find: 'return { ...session, ...(refresh && { pageHash: refresh.hash }) };',
    replace: 'return { ...session, refresh, ...(refresh && { pageHash: refresh.hash }) };',
    caughtBy: testOf(`${SESSIONS}/find-page-session.test.ts`, 'its refresh token is refused'),
  },
  {
    defence: 'A text on a page is escaped',
    change: 'texts are written as they are',
    file: 'lambda/pages/html.ts',
    find: 'return escapeHtml(String(value));',
    replace: 'return String(value);',
    caughtBy: testOf('lambda/pages/html.test.ts', 'texts are escaped in content and in quoted attributes'),
  },
];
