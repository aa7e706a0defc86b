/** The texts by their language. */
import type { PageLanguage } from '../page-model';
import { accountDe, factorsDe } from './de-account';
import { messagesDe } from './de-messages';
import { signInDe } from './de-sign-in';
import { accountEn, factorsEn } from './en-account';
import { messagesEn } from './en-messages';
import { signInEn } from './en-sign-in';
import type { PageTexts } from './page-texts';

export const pageTexts: Readonly<Record<PageLanguage, PageTexts>> = {
  en: { ...signInEn, ...messagesEn, account: accountEn, factors: factorsEn },
  de: { ...signInDe, ...messagesDe, account: accountDe, factors: factorsDe },
};

/** The languages, each by its own name. */
export const languageNames: Readonly<Record<PageLanguage, string>> = { en: 'English', de: 'Deutsch' };
