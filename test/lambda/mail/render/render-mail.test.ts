/** The texts of mails, and what their HTML may hold. */

import { renderMail } from '../../../../lambda/mail/render/render-mail';
import { mailLanguages } from '../../../../lambda/mail-templates/mail-template';

const expiresAt = Date.UTC(2026, 11, 1, 12, 5);
const link = 'https://example.com/app/verify-email?id=challenge-1#a-secret';
const values = { service: 'Latchkey', username: 'ada', code: 'AB12-CD34', link, expiresAt };

/** Every mail in every language. */
const renderAll = (changes: Partial<typeof values> = {}) =>
  mailLanguages.flatMap((language) => [
    { language, mail: renderMail('verify-email', language, { ...values, ...changes }) },
    { language, mail: renderMail('email-in-use', language, { ...values, ...changes }) },
    { language, mail: renderMail('reset-password', language, { ...values, ...changes }) },
  ]);

test.each([
  ['en', 'Verify your email address for Latchkey', '1 December 2026 at 12:05 UTC'],
  ['de', 'Bestätige deine E-Mail-Adresse für Latchkey', '1. Dezember 2026 um 12:05 UTC'],
] as const)(
  'the mail in %s names service, account and end, and has code and link on their own lines',
  (...row) => {
    const [language, subject, until] = row;
    const mail = renderMail('verify-email', language, values);
    expect(mail.subject).toBe(subject);
    expect(mail.text.split('\n')).toContain('AB12-CD34');
    expect(mail.text).toMatch(/[“„]ada[”“]/);
    expect(mail.text).toContain(until);
    expect(mail.html).toContain('>AB12-CD34</p>');
    expect(mail.text.split('\n')).toContain(link);
    expect(mail.html).toContain(`>${link}</p>`);
  },
);

test('the subject shows neither the code, the link nor the username, as a locked screen shows it', () => {
  for (const { mail } of renderAll()) expect(mail.subject).not.toMatch(/AB12|ada|https/);
});

test.each([
  ['en', 'Reset your password for Latchkey', '1 December 2026 at 12:05 UTC', 'If you did not ask for this'],
  ['de', 'Setze dein Passwort für Latchkey zurück', '1. Dezember 2026 um 12:05 UTC', 'Warst du das nicht?'],
] as const)('the mail of a reset in %s names service, account and end, and says what to do', (...row) => {
  const [language, subject, until, otherwise] = row;
  const { subject: shown, text, html } = renderMail('reset-password', language, values);
  expect(shown).toBe(subject);
  expect(text.split('\n')).toContain('AB12-CD34');
  expect(text).toMatch(/[“„]ada[”“]/);
  expect(text).toContain(until);
  expect(text).toContain(otherwise);
  expect(html).toContain('>AB12-CD34</p>');
  expect(text.split('\n')).toContain(link);
  expect(html).toContain(`>${link}</p>`);
});

test('the mail to an address of another account names service and account, and holds neither code nor link', () => {
  for (const language of mailLanguages) {
    const mail = renderMail('email-in-use', language, { service: 'Latchkey', username: 'ada' });
    expect(mail.text).toContain('Latchkey');
    expect(mail.text).toMatch(/[“„]ada[”“]/);
    expect(mail.html).not.toContain('class="code"');
    expect(mail.html).not.toContain('<a');
    expect(mail.text).not.toContain('://');
  }
});

test('both parts say the same, in the language of the mail', () => {
  for (const { language, mail } of renderAll()) {
    expect(mail.html).toContain(`<html lang="${language}"`);
    for (const paragraph of mail.text.trim().split('\n\n')) {
      // the texts hold none of the escaped characters
      expect(mail.html).toContain(`>${paragraph}</p>`);
    }
  }
});

test('the text is short enough to be read aloud', () => {
  for (const { mail } of renderAll()) expect(mail.text.split(/\s+/).length).toBeLessThan(70);
});

test.each(['<img src=x onerror=alert(1)>', '"><script>', "' onload='", '&lt;b&gt;', '</title></head>'])(
  'the value %j stays text in the HTML',
  (hostile) => {
    const escaped = hostile.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
    const decode = (html: string) =>
      html.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => {
        const character = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }[name] ?? '';
        return `&#${character.codePointAt(0)};`;
      });
    for (const member of ['service', 'username', 'code'] as const) {
      const mails = renderAll({ [member]: hostile }).filter(({ mail }) => mail.text.includes(hostile));
      expect(mails.length).toBeGreaterThan(0);
      for (const { mail } of mails) {
        expect(mail.html).not.toContain(hostile);
        expect(decode(mail.html)).toContain(escaped);
        // as many elements as with a harmless value
        const elements = (html: string) => html.match(/<[a-z/!]/gi)?.length;
        expect(renderAll().map((plain) => elements(plain.mail.html))).toContain(elements(mail.html));
      }
    }
  },
);

test('the HTML links to its page only, loads nothing, runs nothing and asks for nothing', () => {
  for (const { mail } of renderAll()) {
    const href = `<a class="button" href="${link}"`;
    const rest = mail.html.replace(href, '').replace(`<p class="url"`, '').replace(`>${link}</p>`, '');
    expect(rest).not.toMatch(
      /https?:|\/\/|\bsrc=|\bhref=|url\(|@import|<(script|img|form|a|iframe|link|object)\b/i,
    );
  }
});

test.each([
  'javascript:alert(1)',
  'http://example.com/verify-email?id=1#a',
  '//example.com/verify-email',
  'https://example.com/"><script>',
  "https://example.com/'onclick=",
  'https://example.com/a b',
  'https://example.com/a\r\nBcc: eve@example.com',
  '',
])('the link %j is refused', (hostile) => {
  expect(() => renderMail('verify-email', 'en', { ...values, link: hostile })).toThrow('begin with https');
});

test('a link to this machine may do without TLS', () => {
  const local = 'http://localhost:3000/verify-email?id=challenge-1#a-secret';
  expect(renderMail('verify-email', 'en', { ...values, link: local }).text).toContain(local);
});

test('the HTML has a title, one heading, a viewport, and colours for dark mode', () => {
  for (const { mail } of renderAll()) {
    expect(mail.html).toContain(`<title>${mail.subject}</title>`);
    expect(mail.html.match(/<h1/g)).toHaveLength(1);
    expect(mail.html).toContain('name="viewport"');
    expect(mail.html).toContain('@media (prefers-color-scheme: dark)');
  }
});

/** The relative luminance of a color: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((start) => {
    const channel = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

test('every text has a contrast of at least 7 to 1 with its background, in light and dark', () => {
  const { html } = renderMail('verify-email', 'en', values);
  const pairs = [...html.matchAll(/background: (#\w{6})[^;]*;\s*color: (#\w{6})/g)];
  expect(pairs).toHaveLength(9);
  for (const [, background = '', colour = ''] of pairs) {
    const [dark = 0, light = 0] = [luminance(background), luminance(colour)].sort((a, b) => a - b);
    expect((light + 0.05) / (dark + 0.05)).toBeGreaterThan(7);
  }
});

test('the HTML is small', () => {
  for (const { mail } of renderAll()) expect(Buffer.byteLength(mail.html)).toBeLessThan(3_000);
});
