import { readAttachments } from '../../../../local/aws/ses/read-attachments';

const valid = { FileName: 'logo.png', RawContent: 'aGk=' };

test('reads an inline image', () => {
  const input = {
    ...valid,
    ContentType: 'image/png',
    ContentDisposition: 'INLINE',
    ContentId: 'logo',
    ContentTransferEncoding: 'BASE64',
    ContentDescription: 'A logo',
  };
  expect(readAttachments([input])).toEqual([
    {
      fileName: 'logo.png',
      contentType: 'image/png',
      disposition: 'inline',
      contentId: 'logo',
      content: 'aGk=',
    },
  ]);
});

test('a file is an attachment of unknown type unless the call says otherwise', () => {
  expect(readAttachments([valid])).toEqual([
    {
      fileName: 'logo.png',
      contentType: 'application/octet-stream',
      disposition: 'attachment',
      content: 'aGk=',
    },
  ]);
});

test.each<[string, unknown]>([
  ['Attachments is not a list.', {}],
  ['An attachment has no member Content.', [{ ...valid, Content: 'a' }]],
  ['ContentDisposition is ATTACHMENT or INLINE.', [{ ...valid, ContentDisposition: 'inline' }]],
  ['ContentTransferEncoding is one of BASE64', [{ ...valid, ContentTransferEncoding: '8BIT' }]],
  ['The FileName of an attachment is missing', [{ RawContent: 'aGk=' }]],
  ['The FileName of an attachment is missing', [{ ...valid, FileName: 'a"\r\nBcc: b' }]],
  ['The ContentType of an attachment is missing', [{ ...valid, ContentType: 'image/png\r\nBcc: b' }]],
  ['The ContentId of an attachment is missing', [{ ...valid, ContentId: 'a\r\nBcc: b' }]],
  ['The RawContent of an attachment is missing', [{ FileName: 'a.png' }]],
  ['The RawContent of an attachment is missing', [{ ...valid, RawContent: 'not base64' }]],
])('rejected: %s', (message, value) => {
  expect(() => readAttachments(value)).toThrow(message);
});
