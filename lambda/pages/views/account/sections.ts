/** Writes the sections of wide pages. */
import { type Html, html } from '../../html';
import { type Form, writeForm } from '../forms';
import type { View } from '../view';

/** A section. Its heading names it. */
export function writeSection(id: string, title: string, ...content: readonly (Html | false)[]): Html {
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>${content}</section>`;
}

/** Writes a form that opens when it is needed, and is open if it was refused. @param summary @default - the text of its button */
export function writeFoldedForm(view: View, form: Form, summary: string = form.button): Html {
  const isOpen = view.problem?.action === form.action;
  return html`<details${isOpen && html` open`}><summary>${summary}</summary>${writeForm(view, form)}</details>`;
}
