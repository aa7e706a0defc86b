/** The texts of notices, and what they may not hold. */

import { renderNotice } from '../../../../lambda/mail/render/render-notice';
import { mailLanguages } from '../../../../lambda/mail-templates/mail-template';
import { noticeKinds } from '../../../../lambda/notice-kinds';

const at = Date.UTC(2026, 11, 1, 12, 5);
const values = {
  service: 'Latchkey',
  username: 'ada',
  at,
  until: at + 1,
  device: 'Firefox/Windows',
} as const;
const all = noticeKinds.flatMap((notice) => mailLanguages.map((language) => ({ notice, language })));
const hostile = `"><script>alert(1)</script><a href='https://evil.example'>`;

test.each(all)(
  '$notice in $language holds no link, no code and nothing that acts',
  ({ notice, language }) => {
    const { subject, text, html } = renderNotice(notice, language, values);
    for (const part of [subject, text, html]) {
      expect(part).not.toMatch(/https?:|www\.|mailto:|\bsrc=|\bhref=|<(a|form|button|img|script|iframe)\b/i);
      expect(part).not.toMatch(/[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}/);
    }
    expect(html).not.toContain('class="code"');
  },
);

test.each(all)('$notice in $language has both parts, and is short', ({ notice, language }) => {
  const { subject, text, html } = renderNotice(notice, language, values);
  expect(html).toContain(`<html lang="${language}"`);
  for (const paragraph of text.trim().split('\n\n')) expect(html).toContain(`>${paragraph}</p>`);
  expect(text.split(/\s+/).length).toBeLessThan(70);
  // a locked screen shows it
  expect(subject).not.toContain('ada');
});

test.each(all)('$notice in $language shows values as text', ({ notice, language }) => {
  const { html } = renderNotice(notice, language, { ...values, username: hostile, service: hostile });
  const plain = renderNotice(notice, language, values).html;
  const elements = (part: string) => part.match(/<[a-z/!]/gi)?.length;
  expect(html).not.toContain(hostile);
  expect(elements(html)).toBe(elements(plain));
});

test('each kind has a subject of its own in each language', () => {
  const subjects = all.map(({ notice, language }) => renderNotice(notice, language, values).subject);
  expect(new Set(subjects).size).toBe(all.length);
});
