import { renderMail } from '../../../../lambda/mail/render/render-mail';
import { renderNotice } from '../../../../lambda/mail/render/render-notice';

test.each(['en', 'de'] as const)(
  'no mail in %s shows a username that looks like a host as one',
  (language) => {
    const values = { service: 'Latchkey', username: 'www.prize.example' };
    const code = { code: 'AAAA-AAAA', link: 'https://auth.example/verify-email?id=1#a', expiresAt: 0 };
    for (const { text, html } of [
      renderMail('verify-email', language, { ...values, ...code }),
      renderMail('email-in-use', language, values),
      renderNotice('password-changed', language, { ...values, at: 0, device: undefined, until: 0 }),
    ]) {
      expect(text + html).not.toContain('www.prize');
      expect((text + html).replaceAll('\u2060', '')).toContain('www.prize.example');
    }
  },
);
