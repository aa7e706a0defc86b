/** Decodes the parts of a MIME message. */

/**
 * Decodes the body of a part.
 * @param body the body with one character for each byte
 * @param encoding the `Content-Transfer-Encoding` (RFC 2045 section 6)
 */
export function decodeBody(body: string, encoding: string, charset: string): string {
  const name = encoding.trim().toLowerCase();
  if (name === 'base64') return decodeText(Buffer.from(body, 'base64'), charset);
  const bytes = name === 'quoted-printable' ? decodeQuotedPrintable(body) : body;
  return decodeText(Buffer.from(bytes, 'latin1'), charset);
}

/**
 * Decodes the encoded words of a header (RFC 2047). The space between two of them is not part of the text.
 * @param value the value with one character for each byte
 */
export function decodeWords(value: string): string {
  const text = Buffer.from(value, 'latin1').toString('utf8');
  return text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?([^?\s]+)\?([bq])\?([^?\s]*)\?=/gi, (_, charset: string, encoding: string, word: string) =>
      encoding.toLowerCase() === 'b'
        ? decodeText(Buffer.from(word, 'base64'), charset)
        : decodeText(Buffer.from(decodeQuotedPrintable(word.replaceAll('_', ' ')), 'latin1'), charset),
    );
}

function decodeQuotedPrintable(text: string): string {
  return text
    .replace(/[ \t]+$/gm, '')
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}

/** An unknown charset is read as UTF-8. */
function decodeText(bytes: Buffer, charset: string): string {
  try {
    return new TextDecoder(charset.split('*')[0]).decode(bytes);
  } catch {
    return bytes.toString('utf8');
  }
}
