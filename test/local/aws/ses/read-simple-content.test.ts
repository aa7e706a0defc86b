import { readSimpleContent } from '../../../../local/aws/ses/read-simple-content';

const valid = { Subject: { Data: 'Hello' }, Body: { Text: { Data: 'Text' } } };
const header = (Name: string, Value: string) => ({ Name, Value });

test('reads subject, bodies and headers', () => {
  const Headers = [header('List-Unsubscribe', '<https://example.com/>')];
  expect(readSimpleContent({ ...valid, Headers })).toEqual({
    subject: 'Hello',
    text: 'Text',
    headers: [{ name: 'List-Unsubscribe', value: '<https://example.com/>' }],
  });
});

test.each<[string, object]>([
  ['The subject contains a control character.', { Subject: { Data: 'a\r\nBcc: b@example.com' } }],
  ['The subject contains a control character.', { Subject: { Data: 'a\nb' } }],
  ['The subject contains a control character.', { Subject: { Data: 'a\u0000' } }],
  ['Content.Simple.Subject is missing.', { Subject: undefined }],
  ['Data is missing.', { Subject: {} }],
  ['Data is missing.', { Body: { Text: {} } }],
  ['Content.Simple.Body has no Text and no Html.', { Body: {} }],
  ['Headers is not a list.', { Headers: {} }],
  ['The name of a header is invalid.', { Headers: [header('a:b', 'c')] }],
  ['The name of a header is invalid.', { Headers: [header('a\r\nb', 'c')] }],
  ['The name of a header is invalid.', { Headers: [header('', 'c')] }],
  ['The value of a header is invalid.', { Headers: [header('a', 'b\r\nBcc: c@example.com')] }],
  ['The value of a header is invalid.', { Headers: [header('a', 'é')] }],
  ['The value of a header is invalid.', { Headers: [header('a', '')] }],
  ['A header is too long.', { Headers: [header('ab', 'c'.repeat(995))] }],
  ['A mail has at most 15 headers.', { Headers: Array.from({ length: 16 }, () => header('a', 'b')) }],
])('rejected: %s', (message, change) => {
  expect(() => readSimpleContent({ ...valid, ...change })).toThrow(message);
});
