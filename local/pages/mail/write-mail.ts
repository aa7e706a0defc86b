/** Renders one mail of the inbox. */
import { embedImages } from '../../mail/attachment';
import type { Mail } from '../../mail/mail';
import { type Html, html } from '../html';
import { showMail } from './show-mail';

/**
 * The policy of a mail's own document. The styles of a mail are inline; everything else is blocked, also images
 * of other hosts. The frame is sandboxed too, so that no script runs and no form is sent.
 */
const FRAME_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/** Renders the mail. Its HTML is shown only in a sandboxed frame; everything else is text. */
export function writeMail(mail: Mail): Html {
  const { id, to, kind, subject, text, html: markup, code, link, sentAt } = showMail(mail);
  const title = subject === '' ? '(no subject)' : subject;
  return html`<article id="mail-${id}" data-mail="${id}" aria-labelledby="subject-${id}">
<h2 id="subject-${id}">${title}</h2>
<p>To <b>${to}</b>, from ${mail.from.address}${kind === undefined ? undefined : html`, <code>${kind}</code>`}, <time datetime="${sentAt}">${sentAt}</time></p>
<p>${link === undefined ? undefined : html`<a class="button" href="${link}" target="_blank" rel="noopener noreferrer">Open the link</a> `}
${code === undefined ? undefined : html`<button type="button" data-copy="${code}">Copy the code ${code}</button> `}
<button type="button" data-feedback="bounce">Simulate a bounce</button>
<button type="button" data-feedback="complaint">Simulate a complaint</button></p>
<p role="status" class="outcome"></p>
${text === undefined ? undefined : writePart('Text', html`<pre>${text}</pre>`, true)}
${markup === undefined ? undefined : writePart('HTML', writeFrame(embedImages(markup, mail.attachments ?? []), title), text === undefined)}
${writePart('Source', html`<pre>${mail.source}</pre>`, false)}
</article>`;
}

function writePart(name: string, content: Html, isOpen: boolean): Html {
  return html`<details ${isOpen ? html`open` : undefined}><summary>${name}</summary>${content}</details>`;
}

function writeFrame(markup: string, title: string): Html {
  const document = `<meta http-equiv="Content-Security-Policy" content="${FRAME_POLICY}">${markup}`;
  return html`<iframe sandbox="" srcdoc="${document}" title="HTML of ${title}" loading="lazy"></iframe>`;
}
