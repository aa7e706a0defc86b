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

function showVerifyEmail(language: MailLanguage, hasPages: boolean): Answer {
  const { verifyEmail } = texts[language];
  const parts = { script: scriptOf(runVerifyEmail), steps: writeVerifyEmail(verifyEmail) };
  return renderPage({ ...verifyEmail, language, ...parts, codePath: hasPages ? '/account' : undefined });
}

function showResetPassword(language: MailLanguage, hasPages: boolean): Answer {
  const { resetPassword } = texts[language];
  const parts = { script: scriptOf(runResetPassword), steps: writeResetPassword(resetPassword) };
  const codePath = hasPages ? '/forgot-password' : undefined;
  return renderPage({ ...resetPassword, language, ...parts, codePath });
}

const languageOf = ({ headerLines }: Pick<Request<undefined, undefined>, 'headerLines'>) =>
  chooseMailLanguage(headerLines('accept-language'));

/**
 * Creates the routes of the pages. Nothing of a request is in a page, except that it chooses the language. The script of
 * the page reads the link in the browser.
 * @param hasPages whether the stage has hosted pages, where users without JavaScript enter the code of the mail
 */
export function createLinkPages(hasPages: boolean): LoadedRoutes<'discovery', 'email'> {
  return {
    bodies: {},
    operations: {
      'GET /verify-email': (request) => showVerifyEmail(languageOf(request), hasPages),
      'GET /reset-password': (request) => showResetPassword(languageOf(request), hasPages),
    },
  };
}
