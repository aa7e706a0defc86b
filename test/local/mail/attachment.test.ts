import { embedImages, type MailAttachment } from '../../../local/mail/attachment';

const logo: MailAttachment = {
  fileName: 'logo.png',
  contentType: 'image/png',
  disposition: 'inline',
  contentId: 'logo',
  content: 'aGk=',
};

test('an inline image takes the place of its id, so that the frame needs no network', () => {
  expect(embedImages('<img src="cid:logo"><img src="cid:other">', [logo])).toBe(
    '<img src="data:image/png;base64,aGk="><img src="cid:other">',
  );
});

test('a file that could hold markup stays out of the page', () => {
  const svg = { ...logo, contentType: 'image/svg+xml' };
  expect(embedImages('<img src="cid:logo">', [svg])).toBe('<img src="cid:logo">');
});
