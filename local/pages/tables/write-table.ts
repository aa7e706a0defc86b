/** Renders a table that scrolls separately if it is too wide. */
import { type Html, type HtmlValue, html } from '../html';

/** The parts of a table. */
export interface TableParts {
  /** The label for screen readers. */
  readonly label: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly HtmlValue[])[];
}

/** Renders the table. The surrounding element is focusable, so that users can scroll it with the keyboard. */
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
