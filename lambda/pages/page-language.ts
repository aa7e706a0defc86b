/** Chooses the language of a page. */
import { chooseMailLanguage } from '../identity/email/mail-language';
import { type MailLanguage, mailLanguages } from '../mail-templates/mail-template';

/** What names a language, the strongest first. */
export interface LanguageChoice {
  /** The query parameter `lang`, of the switch on the page. */
  readonly query: string | undefined;
  /** The cookie, of an earlier switch. */
  readonly cookie: string | undefined;
  /** All lines of `Accept-Language`, joined. */
  readonly header: string | undefined;
}

/** Returns the language of a page. */
export function choosePageLanguage({ query, cookie, header }: LanguageChoice): MailLanguage {
  return findLanguage(query) ?? findLanguage(cookie) ?? chooseMailLanguage(header);
}

/** Returns the language that a text names; undefined when it names none of ours. */
export function findLanguage(text: string | undefined): MailLanguage | undefined {
  return mailLanguages.find((language) => language === text);
}
