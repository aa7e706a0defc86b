import { parseMailbox } from '../../../lib/stages/mailbox';

test.each([
  ['no-reply@example.com', 'no-reply@example.com', 'example.com'],
  ['<no-reply@example.com>', 'no-reply@example.com', 'example.com'],
  ['Example <No-Reply@Mail.Example.com>', 'No-Reply@Mail.Example.com', 'mail.example.com'],
  ['Example of a name <a.b+c@xn--bcher-kva.example>', 'a.b+c@xn--bcher-kva.example', 'xn--bcher-kva.example'],
  ['"Example, Inc. (support)" <a@b.example>', 'a@b.example', 'b.example'],
])('%s is a mailbox', (text, address, domain) => {
  expect(parseMailbox(text)).toEqual({ address, domain });
});

test.each([
  '',
  'example.com',
  'a@b',
  'a@example.com.',
  'a@-b.example',
  'a@192.0.2.1',
  'a@[192.0.2.1]',
  'a@b@c.example',
  'a..b@c.example',
  '.a@c.example',
  '"a b"@c.example',
  'a@b.example, c@d.example',
  'Example, Inc. <a@b.example>',
  '"Exa"mple" <a@b.example>',
  'Exämple <a@b.example>',
  'a@exämple.com',
  'Example<a@b.example>',
  'Example <a@b.example> <c@d.example>',
  'Example <a@b.example>\r\nBcc: c@d.example',
  '"Example\r\nBcc: c@d.example" <a@b.example>',
  'Example\n <a@b.example>',
  'a@b.example\n',
  `${'a'.repeat(65)}@b.example`,
  `a@${'b.'.repeat(126)}example`,
])('%j is none', (text) => {
  expect(parseMailbox(text)).toBeUndefined();
});
