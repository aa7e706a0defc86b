/** Writes times in the language of a page. */
import { type Html, html } from '../../html';
import type { PageLanguage, ShownFactor } from '../../page-model';
import type { View } from '../view';

const date = { year: 'numeric', month: 'short', day: 'numeric', timeZone: 'UTC' } as const;
const time = { ...date, hour: 'numeric', minute: '2-digit', timeZoneName: 'short' } as const;

/** The function does not know the user's time zone, so that the time names its own. @param at ISO 8601 */
export function writeTime(language: PageLanguage, at: string): Html {
  return html`<time datetime="${at}">${new Intl.DateTimeFormat(language, time).format(new Date(at))}</time>`;
}

/** Returns the day in words. @param at ISO 8601 */
export function formatDate(language: PageLanguage, at: string): string {
  return new Intl.DateTimeFormat(language, date).format(new Date(at));
}

/** Writes the day. @param at ISO 8601 */
export function writeDate(language: PageLanguage, at: string): Html {
  return html`<time datetime="${at}">${formatDate(language, at)}</time>`;
}

/** Writes when a factor was added and used. */
export function writeTimes({ language, texts }: View, { addedAt, lastUsedAt }: ShownFactor): Html {
  const { added, lastUsed } = texts.factors;
  return html`<span class="soft">${added}: ${writeDate(language, addedAt)}${
    lastUsedAt !== undefined && html`<br>${lastUsed}: ${writeTime(language, lastUsedAt)}`
  }</span>`;
}
