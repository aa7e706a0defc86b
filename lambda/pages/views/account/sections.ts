/** Writes the sections of wide pages. */
import { type Html, html } from '../../html';

/** A section. Its heading names it. */
export function writeSection(id: string, title: string, ...content: readonly (Html | false)[]): Html {
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>${content}</section>`;
}
