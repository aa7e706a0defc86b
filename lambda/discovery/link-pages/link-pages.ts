/** The pages that the links of mails open. A file on demand, next to the bundle. */
import { chooseMailLanguage } from '../../identity/email/mail-language';
import type { MailLanguage } from '../../mail-templates/mail-template';
import type { Answer } from '../../shared/http/answer';
import type { Request } from '../../shared/http/request';
import type { LoadedRoutes } from '../../shared/route-code';
import { createPageKit } from './create-page-kit';
import type { PageTexts } from './page-texts';
import { renderPage } from './render-page';
import { runResetPassword } from './run-reset-password';
import { runVerifyEmail } from './run-verify-email';
import { textsDe } from './texts-de';
import { textsEn } from './texts-en';
import { writeResetPassword, writeVerifyEmail } from './write-steps';

const texts: Readonly<Record<MailLanguage, PageTexts>> = { en: textsEn, de: textsDe };

/** Writes the script of a page: the text of its function, called with the functions that all pages share. */
const scriptOf = (run: typeof runVerifyEmail | typeof runResetPassword) =>
  `(${run})((${createPageKit})(window),window)`;

function showVerifyEmail(language: MailLanguage): Answer {
  const { verifyEmail } = texts[language];
  const script = scriptOf(runVerifyEmail);
  return renderPage({ ...verifyEmail, language, script, steps: writeVerifyEmail(verifyEmail) });
}

function showResetPassword(language: MailLanguage): Answer {
  const { resetPassword } = texts[language];
  const script = scriptOf(runResetPassword);
  return renderPage({ ...resetPassword, language, script, steps: writeResetPassword(resetPassword) });
}

const languageOf = ({ headerLines }: Pick<Request<undefined, undefined>, 'headerLines'>) =>
  chooseMailLanguage(headerLines('accept-language'));

/**
 * The routes of the pages. Nothing of a request is in a page, except that it chooses the language. The script of
 * the page reads the link in the browser.
 */
export const linkPages: LoadedRoutes<'discovery', 'email'> = {
  bodies: {},
  operations: {
    'GET /verify-email': (request) => showVerifyEmail(languageOf(request)),
    'GET /reset-password': (request) => showResetPassword(languageOf(request)),
  },
};
