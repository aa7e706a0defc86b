/** HTML templates in which all inserted values are text and never markup. */

/** Markup that is safe to send. */
export class Html {
  constructor(readonly markup: string) {}
}

/** An inserted value. Markup is inserted unchanged, other values are escaped. */
export type HtmlValue = Html | string | number | undefined | readonly HtmlValue[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * Creates markup from a template literal. `undefined` inserts nothing. Attribute values must be in quotes.
 */
export function html(markup: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return new Html(String.raw({ raw: markup }, ...values.map(render)));
}

function render(value: HtmlValue): string {
  if (value === undefined) return '';
  if (value instanceof Html) return value.markup;
  if (typeof value === 'object') return value.map(render).join('');
  return String(value).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
