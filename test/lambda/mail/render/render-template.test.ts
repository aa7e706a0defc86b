/** What a design changes in mails, and what it cannot change. */

import { renderMail } from '../../../../lambda/mail/render/render-mail';
import { renderNotice } from '../../../../lambda/mail/render/render-notice';
import { builtInDesign, type MailDesign } from '../../../../lambda/mail-templates/mail-design';
import { type MailLanguage, mailLanguages } from '../../../../lambda/mail-templates/mail-template';

const link = 'https://example.com/app/verify-email?id=challenge-1#a-secret';
const values = {
  service: 'Latchkey',
  username: 'ada',
  code: 'AB12-CD34',
  link,
  expiresAt: Date.UTC(2026, 11, 1, 12, 5),
};
const notice = {
  service: 'Latchkey',
  username: 'ada',
  at: values.expiresAt,
  until: values.expiresAt,
} as const;

const template = {
  subject: 'Hi from {service}',
  paragraphs: ['{username}, until {validUntil}:', '{code}', '{link}', 'Bye'],
  button: 'Go',
};
const designOf = (changes: Partial<MailDesign>): MailDesign => ({ ...builtInDesign, ...changes });
const replaced = (language: MailLanguage) =>
  designOf({ texts: { [language]: { 'verify-email': template } } });

test.each([
  ['en', '1 December 2026 at 12:05 UTC'],
  ['de', '1. Dezember 2026 um 12:05 UTC'],
] as const)('a template in %s replaces all of the mail, in both parts', (language, time) => {
  const { subject, text, html } = renderMail('verify-email', language, values, replaced(language));
  expect(subject).toBe('Hi from Latchkey');
  expect(text).toBe(`ada, until ${time}:\n\nAB12-CD34\n\n${link}\n\nBye\n`);
  expect(html).toContain(`<html lang="${language}"`);
  expect(html).toContain('<title>Hi from Latchkey</title>');
  for (const part of [`ada, until ${time}:`, 'AB12-CD34', link, 'Bye'])
    expect(html).toContain(`>${part}</p>`);
  expect(html).toMatch(/<a class="button" href="[^"]*"[^>]*>Go<\/a>/);
});

test('other mails and other languages stay as they are', () => {
  const design = replaced('de');
  expect(renderMail('verify-email', 'en', values, design)).toEqual(renderMail('verify-email', 'en', values));
  for (const language of mailLanguages) {
    expect(renderMail('reset-password', language, values, design)).toEqual(
      renderMail('reset-password', language, values),
    );
    expect(renderNotice('password-changed', language, notice, design)).toEqual(
      renderNotice('password-changed', language, notice),
    );
  }
});

test('what a template leaves out stays as it is', () => {
  const design = designOf({ texts: { en: { 'verify-email': { subject: 'Only this' } } } });
  const [changed, before] = [design, builtInDesign].map((used) =>
    renderMail('verify-email', 'en', values, used),
  );
  expect(changed).toMatchObject({ subject: 'Only this', text: before?.text });
});

test('a notice takes its template too', () => {
  const texts = { en: { 'new-device': { paragraphs: ['{username} at {time} {device}'] } } };
  expect(
    renderNotice('new-device', 'en', { ...notice, device: 'Firefox/Windows' }, designOf({ texts })).text,
  ).toBe('ada at 1 December 2026 at 12:05 UTC from Firefox on Windows\n');
});

test.each(['{code}', '{link}', '{{code}}', '{service}', '$&{code}', '$1'])(
  'braces in the username %j stay text, so that nothing is put in their place',
  (username) => {
    for (const language of mailLanguages) {
      const { text, html } = renderMail('email-in-use', language, { service: 'Latchkey', username });
      for (const part of [text, html]) expect(part.replaceAll('&amp;', '&')).toContain(username);
    }
    const { text } = renderMail('verify-email', 'en', { ...values, username }, replaced('en'));
    expect(text).toContain(`${username}, until`);
    expect(text.match(/AB12-CD34/g)).toHaveLength(1);
  },
);

test('a value is text in the HTML of a template, also in a subject', () => {
  const hostile = '<script>alert("1")</script>';
  const design = replaced('en');
  const { html } = renderMail(
    'verify-email',
    'en',
    { ...values, service: hostile, username: hostile },
    design,
  );
  expect(html).not.toContain('<script');
  expect(html).toContain('<title>Hi from &lt;script&gt;');
});

test('markup in a template is text', () => {
  const texts = { en: { 'email-in-use': { paragraphs: ['<b>{username}</b> & more'] } } };
  const { text, html } = renderMail('email-in-use', 'en', values, designOf({ texts }));
  expect(text).toBe('<b>ada</b> & more\n');
  expect(html).toContain('>&lt;b&gt;ada&lt;/b&gt; &amp; more</p>');
});

test('a link that is not safe is refused in a template too', () => {
  expect(() => renderMail('verify-email', 'en', { ...values, link: 'javascript:a' }, replaced('en'))).toThrow(
    'begin with https',
  );
});

test('colors and layout are in the HTML, around the content, and in no other part', () => {
  const design = designOf({
    light: { background: '#fffff1', text: '#000001', button: '#000002', buttonText: '#fffff2' },
    dark: { background: '#000003', text: '#fffff3', button: '#fffff4', buttonText: '#000004' },
    before: '<div><img src="cid:logo" alt="Logo"></div>',
    after: '<p>Imprint</p>',
  });
  const { html, text } = renderMail('verify-email', 'en', values, design);
  expect(html).toMatch(
    /<body style="[^"]*background: #fffff1; color: #000001;[^"]*">\n<div><img src="cid:logo"/,
  );
  expect(html).toMatch(/<main style="[^"]*background: #fffff1; color: #000001">/);
  expect(html).toMatch(/<a class="button"[^>]*background: #000002; color: #fffff2"/);
  expect(html).toContain('body, main { background: #000003 !important; color: #fffff3 !important; }');
  expect(html).toContain('.button { background: #fffff4 !important; color: #000004 !important; }');
  expect(html).toContain('</main><p>Imprint</p>\n</body>');
  for (const color of Object.values({ ...builtInDesign.dark, button: '#0a3d91' })) {
    if (color !== '#ffffff') expect(html).not.toContain(color);
  }
  expect(text).toBe(renderMail('verify-email', 'en', values).text);
});
