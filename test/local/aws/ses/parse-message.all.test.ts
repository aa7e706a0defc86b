import { findHeader, parseMessage } from '../../../../local/aws/ses/parse-message';

const parse = (...lines: readonly string[]) => parseMessage(Buffer.from(lines.join('\r\n')));

test('reads both bodies of nested parts in their encodings, and skips attachments', () => {
  const message = parse(
    'Content-Type: multipart/mixed; boundary=outer',
    '',
    'preamble',
    '--outer',
    'Content-Type: multipart/alternative; boundary="in ner"',
    '',
    '--in ner',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    'Gr=C3=BC=C3=9Fe, a lo=',
    'ng line',
    '--in ner',
    'Content-Type: text/html; charset=iso-8859-1',
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from('<p>Grüße</p>', 'latin1').toString('base64'),
    '--in ner--',
    '--outer',
    'Content-Type: text/plain',
    'Content-Disposition: attachment; filename=a.txt',
    '',
    'attached',
    '--outer--',
  );
  expect(message).toMatchObject({ html: '<p>Grüße</p>', text: 'Grüße, a long line' });
});

test('a boundary that begins like another is not the other', () => {
  const { text } = parse(
    'Content-Type: multipart/mixed; boundary=a',
    '',
    '--a',
    'Content-Type: multipart/alternative; boundary=a.b',
    '',
    '--a.b',
    '',
    'one',
    '--axb',
    '--a.b--',
    '--a--',
  );
  expect(text).toBe('one\n--axb');
});

test('unfolds headers, and finds them without case', () => {
  const { headers, text } = parse('Subject: one', '\ttwo', 'X-A: b', 'no header', '', 'body', '', 'more');
  expect(headers).toEqual([
    { name: 'Subject', value: 'one two' },
    { name: 'X-A', value: 'b' },
  ]);
  expect(findHeader(headers, 'subject')).toBe('one two');
  expect(text).toBe('body\n\nmore');
});

test('a message without a body, and one with endless parts, are read', () => {
  expect(parse('Subject: a')).toEqual({ headers: [{ name: 'Subject', value: 'a' }], text: '' });
  const deep = Array.from({ length: 50 }, (_, level) => [
    `Content-Type: multipart/mixed; boundary=b${level}`,
    '',
    `--b${level}`,
  ]).flat();
  expect(parse(...deep, '', 'inner').text).toBeUndefined();
});
