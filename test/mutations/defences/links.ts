/** Mutations of what keeps the links of mails to their account, and their pages closed. */
import { attack, type Mutation, testOf } from '../mutation';

const PAGES = 'lambda/discovery/link-pages';

export const linksMutations: readonly Mutation[] = [
  {
    defence: 'The secret of a link is sent to no server by its address',
    change: 'the secret in the query',
    file: 'lambda/identity/email/mail-link.ts',
    find: '(challenge)}#',
    replace: '(challenge)}&secret=',
    caughtBy: testOf('lambda/identity/email/mail-link.test.ts', 'the secret is only in the fragment'),
  },
  {
    defence: 'The token of a link works for its own request only',
    change: 'the id of the token ignored',
    file: 'lambda/identity/email/mail-proof.ts',
    find: 'link?.challenge === challenge ?',
    replace: 'link ?',
    caughtBy: testOf('lambda/identity/email/verify-email-link.test.ts', ' is refused, and uses no attempt'),
  },
  {
    defence: 'A code does not replace the secret of a link, nor the other way round',
    change: 'a proof compared with both secrets',
    file: 'lambda/identity/email/mail-proof.ts',
    find: 'return isSameCode(secret, expected[form]);',
    replace: "return form === 'linkSecret' || isSameCode(secret, expected[form]);",
    caughtBy: testOf('lambda/identity/email/verify-email-link.test.ts', 'share five attempts'),
  },
  {
    defence: 'A mail links to pages with TLS only',
    change: 'any link let through',
    file: 'lambda/mail/render/require-safe-link.ts',
    find: 'if (!isSafe) throw',
    replace: "if (link === '') throw",
    caughtBy: testOf('lambda/mail/render/render-mail.test.ts', ' is refused'),
  },
  {
    defence: 'A page without TLS is not a base of links',
    change: 'every host reached without TLS',
    file: 'lambda/link-base.ts',
    find: 'LOCAL_HOSTS.includes(hostname)',
    replace: "hostname !== ''",
    caughtBy: testOf('lambda/link-base.test.ts', ' is not a base of links'),
  },
  {
    defence: 'No page of another site frames the page of a link',
    change: 'every site may frame the page',
    file: `${PAGES}/render-page.ts`,
    find: '"frame-ancestors \'none\'",',
    replace: '',
    caughtBy: attack('a page of another site frames'),
  },
  {
    defence: 'The page of a link runs no script but its own',
    change: 'scripts of the page allowed',
    file: `${PAGES}/render-page.ts`,
    find: 'sourceOf(script)',
    replace: '"\'unsafe-inline\'"',
    caughtBy: testOf(
      'lambda/discovery/link-pages/link-pages.test.ts',
      'allows its own script and style only',
    ),
  },
  {
    defence: 'The secret of a link leaves the address bar',
    change: 'the fragment kept',
    file: `${PAGES}/create-page-kit.ts`,
    find: "location.href.replace(/#.*/s, '')",
    replace: 'location.href',
    caughtBy: testOf(
      'lambda/discovery/link-pages/create-page-kit.test.ts',
      'which leaves the address bar at once',
    ),
  },
  {
    defence: 'A page uses no id but one of ours',
    change: 'every text taken as an id',
    file: `${PAGES}/create-page-kit.ts`,
    find: "/^[\\w-]{1,128}$/.test(id) ? id : ''",
    replace: 'id',
    caughtBy: testOf('lambda/discovery/link-pages/create-page-kit.test.ts', 'is not an id, and goes nowhere'),
  },
  {
    defence: 'Opening a link verifies nothing',
    change: 'the address verified after the sign-in, without a confirmation',
    file: `${PAGES}/run-verify-email.ts`,
    find: "return show('confirm');",
    replace: "return act('POST', { token: token ?? '' }, 'verified');",
    caughtBy: testOf('lambda/discovery/link-pages/run-verify-email.test.ts', 'and has verified nothing'),
  },
  {
    defence: 'The page of a link leaves no session behind',
    change: 'the session kept',
    file: `${PAGES}/run-verify-email.ts`,
    find: "await call('DELETE', 'sessions/current', { accessToken: ended });",
    replace: 'void ended;',
    caughtBy: testOf(
      'lambda/discovery/link-pages/run-verify-email.test.ts',
      'leaving the page ends its session',
    ),
  },
];
