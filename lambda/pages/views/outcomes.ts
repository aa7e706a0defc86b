/** The pages without a form. */
import { html } from '../html';
import type { ErrorModel, SignedOutModel } from '../page-model';
import { writeAlert } from './messages';
import type { PageContent, View } from './view';

/** Writes /signed-out. */
export function writeSignedOut({ texts }: View, _model: SignedOutModel): PageContent {
  const { title, words, button } = texts.signedOut;
  return { title, body: html`<p>${words}</p><p><a class="button" href="/sign-in">${button}</a></p>` };
}

/** Writes an error. */
export function writeError(view: View, { problem, next = '/account' }: ErrorModel): PageContent {
  const { texts, alert } = view;
  alert.isShown = true;
  return {
    title: texts.errorTitle,
    body: html`${writeAlert(view, problem, true)}<p><a class="button" href="${next}">${texts.next}</a></p>`,
  };
}
