/** Writes a table that scrolls by itself where it is too wide. */
import { type Html, type HtmlValue, html } from '../html';

/** What a table consists of. */
export interface TableParts {
  /** What it is called by screen readers. */
  readonly label: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly HtmlValue[])[];
}

/** Writes the table. The box around it takes the focus, so that a keyboard can scroll it. */
export function writeTable({ label, columns, rows }: TableParts): Html {
  return html`<div class="table" role="group" aria-label="${label}" tabindex="0">
<table>
<thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>
${rows.map((cells) => html`<tr>${cells.map((cell, index) => html`<td data-column="${columns[index]}">${cell}</td>`)}</tr>\n`)}
</tbody>
</table>
</div>`;
}
