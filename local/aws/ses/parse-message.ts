/** Parses a raw message: its headers, and its first text and HTML part. Attachments are ignored. */
import type { MailHeader } from '../../mail/mail';
import { decodeBody } from './decode-mime';

/** The parsed message. */
export interface ParsedMessage {
  /** The headers in their order, unfolded. Their encoded words are not decoded. */
  readonly headers: readonly MailHeader[];
  readonly text?: string;
  readonly html?: string;
}

/** Parts in parts in parts … A message with more levels is shown without the inner ones. */
const MAX_DEPTH = 10;

interface Part {
  readonly headers: readonly MailHeader[];
  /** With one character for each byte. */
  readonly body: string;
}

/** Parses a message (RFC 5322, RFC 2045). */
export function parseMessage(data: Buffer): ParsedMessage {
  const message = splitPart(data.toString('latin1'));
  const leaves = listLeaves(message, 0);
  const text = findText(leaves, 'text/plain');
  const html = findText(leaves, 'text/html');
  return {
    headers: message.headers,
    ...(text !== undefined && { text }),
    ...(html !== undefined && { html }),
  };
}

/** Returns the value of a header; undefined if it is missing. */
export function findHeader(headers: readonly MailHeader[], wanted: string): string | undefined {
  return headers.find(({ name }) => name.toLowerCase() === wanted)?.value;
}

function splitPart(part: string): Part {
  const end = /^\r?\n|\r?\n\r?\n/.exec(part);
  const head = end === null ? part : part.slice(0, end.index);
  const body = end === null ? '' : part.slice(end.index + end[0].length);
  const headers = head
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)
    .flatMap((line) => {
      const [, name, value] = /^([!-9;-~]+):[ \t]*(.*)$/.exec(line) ?? [];
      return name === undefined || value === undefined ? [] : [{ name, value }];
    });
  return { headers, body };
}

function listLeaves(part: Part, depth: number): readonly Part[] {
  const boundary = findParameter(contentTypeOf(part), 'boundary');
  if (boundary === undefined || !/^multipart\//i.test(contentTypeOf(part))) return [part];
  if (depth >= MAX_DEPTH) return [];
  return splitSections(part.body, boundary).flatMap((section) => listLeaves(splitPart(section), depth + 1));
}

/** The line end before a boundary belongs to the boundary (RFC 2046 section 5.1.1). */
function splitSections(body: string, boundary: string): readonly string[] {
  const line = `(?:^|\\r?\\n)--${boundary.replace(/[^\w ]/g, '\\$&')}`;
  const [inside = ''] = body.split(new RegExp(`${line}--`));
  return inside.split(new RegExp(`${line}[ \\t]*\\r?\\n`)).slice(1);
}

function findText(leaves: readonly Part[], type: string): string | undefined {
  const part = leaves.find(
    (leaf) =>
      contentTypeOf(leaf).split(';')[0]?.trim().toLowerCase() === type &&
      !/^\s*attachment/i.test(findHeader(leaf.headers, 'content-disposition') ?? ''),
  );
  if (part === undefined) return undefined;
  const charset = findParameter(contentTypeOf(part), 'charset') ?? 'utf-8';
  const encoding = findHeader(part.headers, 'content-transfer-encoding') ?? '7bit';
  return decodeBody(part.body, encoding, charset).replace(/\r\n/g, '\n');
}

function contentTypeOf({ headers }: Part): string {
  return findHeader(headers, 'content-type') ?? 'text/plain';
}

function findParameter(header: string, name: string): string | undefined {
  const [, quoted, plain] =
    new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]*)"|([^\\s;"]+))`, 'i').exec(header) ?? [];
  return quoted ?? plain;
}
