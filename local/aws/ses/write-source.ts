/** Writes the message that SES makes of simple content (RFC 5322). */
import type { Mail, MailAddress, MailHeader } from '../../mail/mail';

/** The content of a mail, before it has a source. */
export type MailContent = Pick<Mail, 'from' | 'to' | 'cc' | 'subject' | 'text' | 'html'> & {
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

function writeBody({ text, html }: Pick<Mail, 'text' | 'html'>, messageId: string): readonly string[] {
  const parts = [
    ...(text === undefined ? [] : [writePart('text/plain', text)]),
    ...(html === undefined ? [] : [writePart('text/html', html)]),
  ];
  if (parts.length === 1) return parts.flat();
  const boundary = `----=_Part_${messageId}`;
  return [
    `Content-Type: multipart/alternative; boundary="${boundary}"`,
    '',
    ...parts.flatMap((part) => [`--${boundary}`, ...part]),
    `--${boundary}--`,
    '',
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
