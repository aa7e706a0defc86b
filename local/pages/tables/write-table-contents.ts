/** Renders the contents of a table, with the key of each item first and without secrets. */
import { shortId } from '../../support/short-id';
import { type Html, html } from '../html';
import { maskItem } from './mask-item';
import { MAX_ITEMS, type TableContents } from './read-tables';
import { writeTable } from './write-table';

/** Renders one table. */
export function writeTableContents({ table, items, more }: TableContents, index: number): Html {
  const { logicalId, name, keySchema } = table;
  const keys = keySchema.map(({ AttributeName }) => AttributeName);
  const id = `table-${index}`;
  const count = more
    ? `the first ${MAX_ITEMS} items`
    : items.length === 1
      ? '1 item'
      : `${items.length} items`;
  return html`<section aria-labelledby="${id}">
<h3 id="${id}">${shortId(logicalId)}</h3>
<p><code>${name}</code> · ${items.length === 0 ? 'empty' : count}</p>
${
  items.length === 0
    ? undefined
    : writeTable({
        label: `Items of ${shortId(logicalId)}`,
        columns: [...keys, 'Other attributes'],
        rows: items.map((item) => {
          const shown = maskItem(item);
          const texts = new Map(shown);
          const others = shown.filter(([attribute]) => !keys.includes(attribute));
          return [
            ...keys.map((key) => html`<code>${texts.get(key)}</code>`),
            others.map(
              ([attribute, text]) =>
                html`<div><b>${attribute}</b> <code>${text === '' ? '""' : text}</code></div>`,
            ),
          ];
        }),
      })
}
</section>`;
}
