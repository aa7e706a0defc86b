/** A template that escapes what it is given, so that no value becomes markup. */
import { escapeHtml } from '../mail-templates/escape-html';

/** Markup. Only this file creates it. */
export class Html {
  /** Not part of the structure of any other value, so that a text is never taken for markup. */
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

/** A value in a template. Lists are joined. `undefined` and `false` become nothing, for `condition && html…`. */
export type HtmlValue = Html | string | number | undefined | false | readonly HtmlValue[];

/** Creates markup from a template. Texts are escaped for content and for quoted attributes. */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return new Html(parts.reduce((text, part, index) => `${text}${write(values[index - 1])}${part}`));
}

/** Takes a constant of ours as markup, such as a style. Never call it with a text that is not a constant. */
export function raw(constant: string): Html {
  return new Html(constant);
}

function write(value: HtmlValue): string {
  if (value === undefined || value === false) return '';
  if (value instanceof Html) return value.toString();
  if (typeof value === 'object') return value.map(write).join('');
  return escapeHtml(String(value));
}
