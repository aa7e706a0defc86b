/** Reads how the mails of a stage look from the file next to the bundle. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtInDesign, MAIL_DESIGN_FILE, type MailDesign } from '../mail-templates/mail-design';

/**
 * Returns the design that the app has checked and written, or the built-in one if the file does not exist.
 * @param folder the folder of the bundle
 * @throws SyntaxError when the file is not JSON, so that a function without its texts does not start
 */
export function readMailDesign(folder: string): MailDesign {
  const file = join(folder, MAIL_DESIGN_FILE);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : builtInDesign;
}
