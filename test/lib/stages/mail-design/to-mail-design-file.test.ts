import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  builtInDesign,
  MAIL_DESIGN_FILE,
  type MailDesign,
} from '../../../../lambda/mail-templates/mail-design';
import type { MailDesignSettings } from '../../../../lib/stages/email-settings';
import { toMailDesignFile } from '../../../../lib/stages/mail-design/to-mail-design-file';
import { projectRoot } from '../../../support/synthesize';

const FILE = 'lib/stages/example-logo.png';

const compile = (sender: MailDesignSettings, service = 'Latchkey'): MailDesign =>
  JSON.parse(toMailDesignFile(sender, service)[MAIL_DESIGN_FILE] ?? '');

test('a sender without texts and look, and a stage without a sender, have no file', () => {
  expect(toMailDesignFile({}, 'Latchkey')).toEqual({});
  expect(toMailDesignFile(undefined, 'Latchkey')).toEqual({});
});

test('what is not set stays as it is built in', () => {
  expect(compile({ texts: {} })).toEqual(builtInDesign);
  expect(compile({ look: {} })).toEqual(builtInDesign);
});

test('the same settings make the same file', () => {
  const sender = {
    texts: { en: { 'email-in-use': { subject: 'a' } } },
    look: { logo: { file: FILE, alt: 'a' } },
  };
  expect(toMailDesignFile(sender, 'a')).toEqual(toMailDesignFile(sender, 'a'));
});

test('the logo is an attachment, above the content by default', () => {
  const { before, after, attachments } = compile({ look: { logo: { file: FILE, alt: '"A" & B' } } });
  expect(before).toMatch(
    /^<div [^>]*><img src="cid:logo" alt="&quot;A&quot; &amp; B" width="160" height="48" style="[^"]*"><\/div>\n$/,
  );
  expect(after).toBe('');
  expect(attachments).toEqual([
    {
      FileName: 'logo.png',
      ContentType: 'image/png',
      ContentDisposition: 'INLINE',
      ContentId: 'logo',
      ContentTransferEncoding: 'BASE64',
      RawContent: readFileSync(join(projectRoot, FILE)).toString('base64'),
    },
  ]);
});

test('a layout is around the content, and its values are text', () => {
  const look = {
    layout: '<div>{logo}</div>{content}<p>{service}, {service}</p>',
    logo: { file: FILE, alt: '{service}', width: 80 },
  };
  const { before, after } = compile({ look }, '<b>{logo}</b>');
  // the braces in a value stay text
  expect(before).toMatch(
    /^<div><img src="cid:logo" alt="\{service\}" width="80" height="24" style="[^"]*"><\/div>$/,
  );
  expect(after).toBe('<p>&lt;b&gt;{logo}&lt;/b&gt;, &lt;b&gt;{logo}&lt;/b&gt;</p>');
});
