/** Writes the look of a stage's pages as a file of the functions that show them. */
import { LOOK_FILE, type Look } from '../../../lambda/pages/look';
import { readLogo } from '../../stages/mail-design/read-logo';
import type { StageSettings } from '../../stages/stage-settings';

/** Returns the file, by file name; nothing for a stage without pages. The settings are valid. */
export function lookFile({
  pages,
  serviceName,
}: Pick<StageSettings, 'pages' | 'serviceName'>): Readonly<Record<string, string>> {
  if (pages === undefined) return {};
  const { name = serviceName, logo: file, ...rest } = pages.look ?? {};
  const image = file === undefined ? undefined : readLogo(file);
  const logo = image && `data:image/png;base64,${image.data.toString('base64')}`;
  const look: Look = { name, ...rest, logo };
  return { [LOOK_FILE]: JSON.stringify(look) };
}
