/** The input of SES's SendEmail: its shape, and that no value reaches another header. */
import { renderMail } from '../../../lambda/mail/render/render-mail';
import { type Mail, type MailSender, toSendEmailInput } from '../../../lambda/mail/send-email-input';
import { readAsMail } from './compose-mail';
import { listFaults, type SendEmailRequest } from './send-email-request';

const sender: MailSender = {
  from: 'Latchkey <no-reply@example.com>',
  replyTo: '',
  identityArn: 'arn:aws:ses:eu-west-1:111122223333:identity/example.com',
  configurationSet: '',
};
const mail: Mail = {
  to: 'Ada@example.org',
  kind: 'verify-email',
  account: '0190aaaa-0000-7000-8000-000000000001',
  ...renderMail('verify-email', 'de', {
    service: 'Latchkey',
    username: 'ada',
    code: 'AB12-CD34',
    link: 'https://example.com/verify-email?id=1#a',
    expiresAt: 0,
  }),
};
const build = (changes: Partial<Mail & MailSender> = {}): SendEmailRequest =>
  toSendEmailInput({ ...mail, ...changes }, { ...sender, ...changes });

test('has only members of the service model, each with a valid value', () => {
  const full = build({ replyTo: 'Help <help@example.com>', configurationSet: 'mails' });
  expect(listFaults(full)).toEqual([]);
  expect(full).toMatchObject({
    FromEmailAddressIdentityArn: sender.identityArn,
    ReplyToAddresses: ['Help <help@example.com>'],
    EmailTags: [
      { Name: 'kind', Value: 'verify-email' },
      { Name: 'account', Value: '0190aaaa-0000-7000-8000-000000000001' },
    ],
    ConfigurationSetName: 'mails',
  });
});

test('the check of the shape finds an unknown member and a wrong tag', () => {
  const wrong = { ...build(), EmailTag: [], EmailTags: [{ Name: 'kind', Value: 'a b' }] };
  expect(listFaults(wrong)).toEqual(['#/EmailTags/0/Value', '#/EmailTag']);
});

test.each(['', 'a b', 'a:b', 'ä', 'a'.repeat(257)])('refuses the tag %j, as SES would', (account) => {
  expect(() => build({ account })).toThrow('The tag account');
});

test('an image is an inline part, which the HTML shows by its id', async () => {
  const data = Buffer.from('an image');
  const attachment = {
    FileName: 'logo.png',
    ContentType: 'image/png',
    ContentDisposition: 'INLINE',
    ContentId: 'logo',
    ContentTransferEncoding: 'BASE64',
    RawContent: data.toString('base64'),
  } as const;
  const request = build({ attachments: [attachment], html: '<img src="cid:logo" alt="Latchkey">' });
  expect(listFaults(request)).toEqual([]);
  const { attachments, html, text } = await readAsMail(request);
  expect(attachments).toMatchObject([
    { contentType: 'image/png', contentDisposition: 'inline', cid: 'logo', related: true, content: data },
  ]);
  // the reader puts the image in place of its id
  expect(html).toContain(`src="data:image/png;base64,${attachment.RawContent}"`);
  expect(text).toBe(mail.text);
});

test('leaves out what the stage does not set', () => {
  expect(Object.keys(build())).toEqual(
    expect.not.arrayContaining(['ReplyToAddresses', 'ConfigurationSetName']),
  );
  expect(build({ attachments: [] }).Content.Simple).not.toHaveProperty('Attachments');
});

test('a mail reader finds one sender, one recipient, both parts, and that no reply is expected', async () => {
  const read = await readAsMail(build({ replyTo: 'help@example.com' }));
  expect(read.from?.value).toEqual([{ name: 'Latchkey', address: 'no-reply@example.com' }]);
  expect(read.to).toMatchObject({ value: [{ name: '', address: 'Ada@example.org' }] });
  expect(read.replyTo?.value).toEqual([{ name: '', address: 'help@example.com' }]);
  expect(read.headers.get('auto-submitted')).toBe('auto-generated');
  expect(read.subject).toBe('Bestätige deine E-Mail-Adresse für Latchkey');
  expect(read.text).toBe(mail.text);
  expect(read.html).toContain('AB12-CD34');
});

describe.each([
  '\r\nBcc: mallory@example.net',
  '\nBcc: mallory@example.net',
  '\rBcc: mallory@example.net',
  '\0',
  '\u0085Bcc: mallory@example.net',
  '\u2028Bcc: mallory@example.net',
  '\u007f',
])('the injected text %j', (injected) => {
  test.each([
    ['the subject', { subject: `Hello${injected}` }],
    ['the sender', { from: `Latchkey${injected} <no-reply@example.com>` }],
    ['the address of the sender', { from: `Latchkey <no-reply@example.com${injected}>` }],
    ['the reply address', { replyTo: `help@example.com${injected}` }],
    ['the recipient', { to: `ada@example.org${injected}` }],
    ['the kind', { kind: `verify-email${injected}` }],
  ])('cannot be in %s', (_, changes) => {
    expect(() => build(changes)).toThrow(
      /^(A mail must go to one address|A header of a mail holds a control|The tag kind of a mail has a character)/,
    );
  });
});

test('without the refusal, a reader would find the injected header', async () => {
  const request = build();
  const { Simple: simple } = request.Content;
  const injected = {
    ...request,
    Content: { Simple: { ...simple, Subject: { Data: 'Hello\r\nBcc: mallory@example.net' } } },
  } as SendEmailRequest;
  expect((await readAsMail(injected)).headers.has('bcc')).toBe(true);
});

test.each([
  'a@example.org, b@example.org',
  'a@example.org;b@example.org',
  'Ada <ada@example.org>',
  '"a b"@example.org',
  'a@b@example.org',
  'ada',
  '',
])('refuses to send to %j', (to) => {
  expect(() => build({ to })).toThrow('A mail must go to one address');
});
