/** The inbox: a page with the latest mails, which updates by itself. */
import type { Mail } from '../../mail/mail';
import { type Html, html } from '../html';
import type { OptionalPages } from '../optional-pages';
import { ASSETS_PATH, writePage } from '../page';
import { writeMail } from './write-mail';

/** The maximum number of mails on the page. */
export const MAX_SHOWN = 50;

/** The content of the page. */
export interface Inbox {
  /** The newest first. */
  readonly mails: readonly Mail[];
  /** The version of the mailbox, by which the page's script notices a change. */
  readonly version: string;
  /** Whether the mails are those of one recipient. @default - of all recipients */
  readonly to?: string | undefined;
  /** The links of the navigation. @default - no further ones */
  readonly pages?: OptionalPages;
}

/** Renders the page. */
export function writeInboxPage({ mails, version, to, pages }: Inbox): Html {
  const shown = mails.slice(0, MAX_SHOWN);
  return writePage({
    title: 'Mail',
    current: 'mail',
    ...pages,
    hasMail: true,
    head: html`<link rel="stylesheet" href="${ASSETS_PATH}mail.css">
<script src="${ASSETS_PATH}mail.mjs" type="module"></script>`,
    main: html`<h1>Mail</h1>
<p>The mails that the functions sent${to === undefined ? undefined : html` to <b>${to}</b>`}. They stay on this machine. The page updates by itself.</p>
<p><span id="mail-count" role="status">${countMails(mails.length)}</span> <button type="button" id="empty">Empty the inbox</button> <span id="mail-error" class="bad" role="status"></span></p>
<div id="mails" data-version="${version}">
${shown.map(writeMail)}
</div>`,
  });
}

function countMails(count: number): string {
  if (count === 0) return 'No mails yet.';
  if (count > MAX_SHOWN) return `The latest ${MAX_SHOWN} of ${count} mails.`;
  return count === 1 ? '1 mail.' : `${count} mails.`;
}
