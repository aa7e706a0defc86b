/** Finds the file with the texts and the look of a stage's mails. */
import { listSenders } from '../../stages/email-settings';
import { toMailDesignFile } from '../../stages/mail-design/to-mail-design-file';
import type { StageSettings } from '../../stages/stage-settings';

/** Returns the file of the sender whose mails the function sends, by file name; nothing if it sets neither. */
export function mailDesignFile(settings: StageSettings): Readonly<Record<string, string>> {
  const [sender] = listSenders(settings);
  return toMailDesignFile(sender, settings.serviceName);
}
