import { simpleParser } from 'mailparser';
import { decodeWords } from '../../../../local/aws/ses/decode-mime';
import { findHeader, parseMessage } from '../../../../local/aws/ses/parse-message';
import { writeSource } from '../../../../local/aws/ses/write-source';

const stamp = { messageId: 'id-000000', region: 'eu-west-1', sentAt: Date.UTC(2027, 0, 1) };
const content = {
  from: { address: 'hello@example.com', displayName: 'Grüße, "A"' },
  to: [{ address: 'ann@example.org', displayName: 'A, "B"' }],
  cc: [],
  replyTo: [],
  subject: `${'ü'.repeat(60)} end`,
  text: 'one\ntwo',
  html: '<p>ü</p>',
  headers: [{ name: 'X-A', value: 'b' }],
};

test('writes a message that a parser reads back', () => {
  const { source, headers } = writeSource(content, stamp);
  const parsed = parseMessage(Buffer.from(source));
  expect(parsed.headers).toEqual([...headers, { name: 'Content-Type', value: expect.any(String) }]);
  const headerOf = (name: string) => decodeWords(findHeader(parsed.headers, name) ?? '');
  expect(headerOf('subject')).toBe(content.subject);
  expect(headerOf('from')).toBe('Grüße, "A" <hello@example.com>');
  expect(headerOf('to')).toBe('"A, \\"B\\"" <ann@example.org>');
  expect(headerOf('message-id')).toBe('<id-000000@eu-west-1.amazonses.com>');
  expect(headerOf('date')).toBe('Fri, 01 Jan 2027 00:00:00 +0000');
  expect(parsed.text?.trim()).toBe('one\ntwo');
  expect(parsed.html?.trim()).toBe('<p>ü</p>');
  const [head = ''] = source.split('\r\n\r\n');
  expect(head).toMatch(/^[\r\n -~]*$/);
});

test('a mail with one body has one part', () => {
  const { html: _, ...plain } = content;
  expect(writeSource(plain, stamp).source).toMatch(
    /MIME-Version: 1.0\r\nContent-Type: text\/plain; charset=UTF-8\r\n[^\r]*8bit\r\n\r\none\r\ntwo$/,
  );
});

const file = { fileName: 'a.png', contentType: 'image/png', contentId: 'logo', content: 'aGk=' };

test('a reader that is not ours finds both bodies, and an inline image beside them', async () => {
  const attachments = [{ ...file, disposition: 'inline' as const }];
  const read = await simpleParser(writeSource({ ...content, attachments }, stamp).source);
  expect([read.text?.trim(), read.html]).toEqual(['one\ntwo', expect.stringContaining('<p>ü</p>')]);
  expect(read.attachments).toMatchObject([{ cid: 'logo', related: true, contentType: 'image/png' }]);
  expect(read.attachments[0]?.content.toString()).toBe('hi');
});

test('a file that is not inline is listed as an attachment', async () => {
  const attachments = [{ ...file, disposition: 'attachment' as const }];
  const read = await simpleParser(writeSource({ ...content, attachments }, stamp).source);
  expect(read.attachments).toMatchObject([{ filename: 'a.png', contentDisposition: 'attachment' }]);
  expect(read.text?.trim()).toBe('one\ntwo');
});
