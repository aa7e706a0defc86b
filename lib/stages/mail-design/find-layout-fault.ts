/** Finds the fault of a layout: of HTML around the content of mails. */
import { findPlaceholderFault } from './find-text-faults';

/** Elements without effects of their own. An image is only the logo. */
const ELEMENTS = [
  ...['a', 'b', 'br', 'div', 'em', 'hr', 'i', 'li', 'ol', 'p', 'small', 'span', 'strong'],
  ...['table', 'tbody', 'td', 'tr', 'ul'],
];
const VOID = ['br', 'hr'];

/** The elements that may hold the content, which has paragraphs and links of its own. */
const AROUND_CONTENT = ['div', 'table', 'tbody', 'tr', 'td'];

/** Properties that neither hide the content nor change its letters. */
const PROPERTIES = [
  ...['background', 'background-color', 'border(-[a-z]+)*', 'color', 'font(-[a-z]+)*', 'height'],
  ...['letter-spacing', 'line-height', 'margin(-[a-z]+)?', '(max-|min-)?width', 'overflow-wrap'],
  ...['padding(-[a-z]+)?', 'text-align', 'text-decoration', 'vertical-align', 'white-space'],
];

/** Declarations of these properties. A value has no parenthesis, so no `url()`, and no negative length. */
const STYLE = new RegExp(
  `^\\s*((${PROPERTIES.join('|')})\\s*:(?![^;]*[\\s:]-[\\d.])[\\w\\s#%.,'!-]+(;\\s*|$))*$`,
);

/** The attributes, and the values that each may have. */
const ATTRIBUTES: ReadonlyMap<string, RegExp> = new Map(
  Object.entries({
    align: /^(left|center|right)$/,
    dir: /^(ltr|rtl|auto)$/,
    href: /^(https:\/\/[a-z\d][\w.~:/?#@!$&'*+,;=%-]*|mailto:[\w.+-]+@[\w.-]+)$/i,
    lang: /^[a-z]{2,3}(-[a-z\d]{2,8})*$/i,
    role: /^presentation$/,
    style: STYLE,
  }),
);

/** A tag, or text without markup. */
const TOKEN = /<(\/?)([a-z][a-z\d]*)((?:\s+[a-z-]+="[^"<>]*")*)\s*>|[^<>]+/y;

/** Control characters but tabs and line ends, lone surrogates, and characters that reverse the order of others. */
const CONTROL = /[^\P{Cc}\t\n\r]|[\p{Cs}\u202a-\u202e\u2066-\u2069]/u;

const MAX_LENGTH = 10_000;

/**
 * Returns what a layout must hold or not, as a demand; undefined if it is safe. It is: balanced elements of the lists,
 * with placeholders in text only, and the content once.
 */
export function findLayoutFault(layout: string, hasLogo: boolean): string | undefined {
  if (typeof layout !== 'string' || layout.length > MAX_LENGTH) {
    return `must be HTML of at most ${MAX_LENGTH} characters`;
  }
  if (CONTROL.test(layout)) return 'must hold no control character but tabs and line ends';
  const open: string[] = [];
  for (let at = 0; at < layout.length; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(layout);
    if (match === null)
      return `must be plain elements in lower case, such as <br> or <p dir="ltr">, and is not at character ${at + 1}`;
    const [text, slash, element, attributes = ''] = match;
    const fault =
      element === undefined
        ? findTextFault(text, open)
        : (findTagFault(element, attributes) ?? moveInto(open, element, slash === '/', attributes));
    if (fault !== undefined) return fault;
  }
  if (open.length > 0) return `must close <${open.at(-1)}>`;
  return findCountFault(layout, hasLogo);
}

function findTextFault(text: string, open: readonly string[]): string | undefined {
  const fault = findPlaceholderFault(text, ['content', 'logo', 'service']);
  if (fault !== undefined) return fault;
  const around = text.includes('{content}') && open.find((element) => !AROUND_CONTENT.includes(element));
  return around ? `must have {content} outside of <${around}>` : undefined;
}

function findTagFault(element: string, attributes: string): string | undefined {
  if (!ELEMENTS.includes(element)) {
    return `must hold no element but ${ELEMENTS.join(', ')}, and holds <${element}>`;
  }
  for (const [, name = '', value = ''] of attributes.matchAll(/([a-z-]+)="([^"]*)"/g)) {
    const allowed = ATTRIBUTES.get(name);
    if (allowed === undefined || (name === 'href' && element !== 'a')) {
      return `must hold no attribute but ${[...ATTRIBUTES.keys()].join(', ')}, and holds ${name} of <${element}>`;
    }
    if (!allowed.test(value)) {
      return `must have another value of ${name} than "${value}" of <${element}>: see docs/how-to/send-email.md#the-layout`;
    }
  }
  return undefined;
}

/** Opens or closes an element. */
function moveInto(open: string[], element: string, closes: boolean, attributes: string): string | undefined {
  if (!closes) {
    if (!VOID.includes(element)) open.push(element);
    return undefined;
  }
  const isNested = attributes === '' && open.pop() === element;
  return isNested ? undefined : `must open <${element}> before it closes it, and nest elements`;
}

function findCountFault(layout: string, hasLogo: boolean): string | undefined {
  const count = (placeholder: string) => layout.split(placeholder).length - 1;
  if (count('{content}') !== 1) return 'must hold {content} once';
  const logos = hasLogo ? 1 : 0;
  if (count('{logo}') === logos) return undefined;
  return hasLogo ? 'must hold {logo} once, since look.logo is set' : 'must not hold {logo} without look.logo';
}
