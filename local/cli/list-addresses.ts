/** Lists the addresses of the pages of a run, for the terminal. */
import { findOptionalPages } from '../pages/optional-pages';
import { AUTHENTICATOR_PATH, DOCS_PATH, MAIL_PATH, PAGES_PATH } from '../pages/page';
import type { LocalApp } from '../template/model';

/** Returns a line for each page that the app has. */
export function listAddresses(app: Pick<LocalApp, 'mail' | 'functions'>, origin: string): readonly string[] {
  const { hasMail, hasAuthenticator } = findOptionalPages(app);
  return [
    `docs  ${origin}${DOCS_PATH}`,
    `pages ${origin}${PAGES_PATH}/`,
    ...(hasMail ? [`mail  ${origin}${MAIL_PATH}`] : []),
    ...(hasAuthenticator ? [`codes ${origin}${AUTHENTICATOR_PATH}`] : []),
  ];
}
