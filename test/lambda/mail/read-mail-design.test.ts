import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readMailDesign } from '../../../lambda/mail/read-mail-design';
import { builtInDesign, MAIL_DESIGN_FILE } from '../../../lambda/mail-templates/mail-design';
import { toMailDesignFile } from '../../../lib/stages/mail-design/to-mail-design-file';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mail-design-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (text: string) => writeFileSync(join(folder, MAIL_DESIGN_FILE), text);

test('without a file the design is the built-in one', () => {
  expect(readMailDesign(folder)).toBe(builtInDesign);
});

test('the file is what the app writes', () => {
  const texts = { de: { 'email-in-use': { subject: 'Hallo von {service}' } } };
  write(toMailDesignFile({ texts }, 'Latchkey')[MAIL_DESIGN_FILE] ?? '');
  expect(readMailDesign(folder)).toEqual({ ...builtInDesign, texts });
});

test('a file that is cut off is an error, so that no mail has other texts than the stage sets', () => {
  write('{"texts":');
  expect(() => readMailDesign(folder)).toThrow(SyntaxError);
});
