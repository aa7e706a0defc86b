/** Writes the message that SES makes of simple content (RFC 5322). */
import type { MailAttachment } from '../../mail/attachment';
import type { Mail, MailAddress, MailHeader } from '../../mail/mail';

/** The content of a mail, before it has a source. */
export type MailContent = Pick<Mail, 'from' | 'to' | 'cc' | 'subject' | 'text' | 'html' | 'attachments'> & {
  readonly replyTo: readonly MailAddress[];
  /** The headers of the call. */
  readonly headers: readonly MailHeader[];
};

/** What SES adds to a mail. */
export interface MailStamp {
  readonly messageId: string;
  readonly region: string;
  /** Epoch milliseconds. */
  readonly sentAt: number;
}

/** A message and its headers. */
export interface WrittenMessage {
  readonly headers: readonly MailHeader[];
  readonly source: string;
}

const NOT_ASCII = /[^ -~]/;

/** Writes the message. Its bodies are UTF-8 text (`8bit`), so that the source can be read. */
export function writeSource(content: MailContent, { messageId, region, sentAt }: MailStamp): WrittenMessage {
  const addresses = (name: string, list: readonly MailAddress[]) =>
    list.length === 0 ? [] : [{ name, value: list.map(writeAddress).join(', ') }];
  const headers = [
    ...addresses('From', [content.from]),
    ...addresses('Reply-To', content.replyTo),
    ...addresses('To', content.to),
    ...addresses('Cc', content.cc),
    { name: 'Subject', value: encodeWords(content.subject) },
    { name: 'Date', value: new Date(sentAt).toUTCString().replace('GMT', '+0000') },
    { name: 'Message-ID', value: `<${messageId}@${mailHost(region)}>` },
    ...content.headers,
    { name: 'MIME-Version', value: '1.0' },
  ];
  const lines = headers.map(({ name, value }) => `${name}: ${value}`);
  return { headers, source: [...lines, ...writeBody(content, messageId)].join('\r\n') };
}

/** Returns an address as it is written in a header. */
function writeAddress({ address, displayName }: MailAddress): string {
  if (displayName === undefined) return address;
  if (NOT_ASCII.test(displayName)) return `${encodeWords(displayName)} <${address}>`;
  return `"${displayName.replace(/["\\]/g, '\\$&')}" <${address}>`;
}

/** @see https://docs.aws.amazon.com/ses/latest/dg/header-fields.html */
function mailHost(region: string): string {
  return region === 'us-east-1' ? 'email.amazonses.com' : `${region}.amazonses.com`;
}

function writeBody(
  { text, html, attachments = [] }: Pick<Mail, 'text' | 'html' | 'attachments'>,
  messageId: string,
): readonly string[] {
  const bodies = writeParts('alternative', messageId, [
    ...(text === undefined ? [] : [writePart('text/plain', text)]),
    ...(html === undefined ? [] : [writePart('text/html', html)]),
  ]);
  const isShown = attachments.every(({ disposition }) => disposition === 'inline');
  return writeParts(isShown ? 'related' : 'mixed', messageId, [bodies, ...attachments.map(writeAttachment)]);
}

/** Writes parts one after the other, or the only part alone. */
function writeParts(
  kind: 'alternative' | 'related' | 'mixed',
  messageId: string,
  parts: readonly (readonly string[])[],
): readonly string[] {
  if (parts.length === 1) return parts.flat();
  const boundary = `----=_Part_${kind}_${messageId}`;
  return [
    `Content-Type: multipart/${kind}; boundary="${boundary}"`,
    '',
    ...parts.flatMap((part) => [`--${boundary}`, ...part]),
    `--${boundary}--`,
    '',
  ];
}

function writeAttachment({
  fileName,
  contentType,
  disposition,
  contentId,
  content,
}: MailAttachment): readonly string[] {
  return [
    `Content-Type: ${contentType}; name="${encodeWords(fileName)}"`,
    `Content-Disposition: ${disposition}; filename="${encodeWords(fileName)}"`,
    ...(contentId === undefined ? [] : [`Content-ID: <${contentId}>`]),
    'Content-Transfer-Encoding: base64',
    '',
    ...(content.match(/.{1,76}/g) ?? []),
  ];
}

function writePart(type: string, body: string): readonly string[] {
  return [
    `Content-Type: ${type}; charset=UTF-8`,
    'Content-Transfer-Encoding: 8bit',
    '',
    body.replace(/\r?\n|\r/g, '\r\n'),
  ];
}

/** An encoded word has at most 75 characters (RFC 2047 section 2), here at most 45 bytes of text. */
const MAX_WORD_BYTES = 45;

/** Encodes a text with other characters than ASCII as encoded words of base64. */
function encodeWords(text: string): string {
  if (!NOT_ASCII.test(text)) return text;
  return splitBytes(text)
    .map((part) => `=?UTF-8?B?${Buffer.from(part).toString('base64')}?=`)
    .join(' ');
}

function splitBytes(text: string): readonly string[] {
  const parts = [''];
  for (const character of text) {
    const last = (parts.at(-1) ?? '') + character;
    if (Buffer.byteLength(last) > MAX_WORD_BYTES) parts.push(character);
    else parts[parts.length - 1] = last;
  }
  return parts;
}
