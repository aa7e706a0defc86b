/** What the views of one page share. */
import type { Html } from '../html';
import type { Look } from '../look';
import type { PageLanguage, PageProblem } from '../page-model';
import type { PageTexts } from '../texts/page-texts';

/** What a page is rendered with, besides its model. */
export interface PageContext {
  readonly language: PageLanguage;
  readonly look: Look;
  /** The token of the forms. */
  readonly csrf: string;
  /** The path and the query of the page. The switch of the language adds `lang` to it. */
  readonly path: string;
}

/** The context of the views. */
export interface View extends PageContext {
  readonly texts: PageTexts;
  readonly problem?: PageProblem | undefined;
  readonly values: Readonly<Record<string, string>>;
  /** A field of each form. @default - none */
  readonly returnTo?: string | undefined;
  /** Whether the page has many forms, so that a problem that names none is not about the first one. */
  readonly isSectioned: boolean;
  /** Whether a form has shown the problem. Otherwise the top of the page shows it. */
  readonly alert: { isShown: boolean };
}

/** The content of a page. */
export interface PageContent {
  readonly title: string;
  readonly body: Html | readonly Html[];
  /** Whether the card is wide. @default false */
  readonly isWide?: boolean;
  /** Markup next to the heading. @default - none */
  readonly beside?: Html;
}
