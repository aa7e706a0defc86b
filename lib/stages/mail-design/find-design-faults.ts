/** Finds faults in the texts and the look of a stage's mails. */

import type { MailDesignSettings } from '../email-settings';
import type { MailLogoSettings, MailLookSettings } from '../mail-design-settings';
import { isCount } from '../rules/setting-rule';
import { findColorFaults } from './find-color-faults';
import { findLayoutFault } from './find-layout-fault';
import { findTextFaults } from './find-text-faults';
import { MAX_LOGO_BYTES, readLogo } from './read-logo';
import { findObjectFaults, type SettingFault } from './setting-fault';

/** Returns the faults of a sender's texts and look. @param path of the sender, such as `email` */
export function findDesignFaults({ texts, look }: MailDesignSettings, path: string): readonly SettingFault[] {
  return [
    ...findTextFaults(texts, `${path}.texts`),
    ...findObjectFaults(look, ['light', 'dark', 'logo', 'layout'], `${path}.look`, (set) =>
      findLookFaults(set, `${path}.look`),
    ),
  ];
}

function findLookFaults(look: MailLookSettings, path: string): readonly SettingFault[] {
  const { light, dark, logo, layout } = look;
  const demand = layout === undefined ? undefined : findLayoutFault(layout, logo !== undefined);
  return [
    ...findColorFaults('light', light, `${path}.light`),
    ...findColorFaults('dark', dark, `${path}.dark`),
    ...findObjectFaults(logo, ['file', 'alt', 'width'], `${path}.logo`, (set) =>
      findLogoFaults(set, `${path}.logo`),
    ),
    ...(demand === undefined ? [] : [{ path: `${path}.layout`, demand, value: layout }]),
  ];
}

function findLogoFaults(logo: MailLogoSettings, path: string): readonly SettingFault[] {
  const { file, alt, width } = logo;
  const fault = (member: string, demand: string, value: unknown) => ({
    path: `${path}.${member}`,
    demand,
    value,
  });
  const image = typeof file === 'string' ? readLogo(file) : undefined;
  const isSmall =
    image !== undefined &&
    image.data.length <= MAX_LOGO_BYTES &&
    isCount(image.width, 1, 960) &&
    isCount(image.height, 1, 480);
  return [
    ...(image === undefined
      ? [
          fault(
            'file',
            'must be the path of a PNG file without animation, from the folder of the project',
            file,
          ),
        ]
      : []),
    ...(image !== undefined && !isSmall
      ? [
          fault('file', `must be a PNG of at most ${MAX_LOGO_BYTES} bytes, 960 pixels wide and 480 high`, {
            file,
            bytes: image.data.length,
            width: image.width,
            height: image.height,
          }),
        ]
      : []),
    ...(typeof alt === 'string' && /^[^\p{Cc}\p{Zl}\p{Zp}\p{Cs}]{1,100}$/u.test(alt) && alt.trim() !== ''
      ? []
      : [fault('alt', 'must be a text of 1 to 100 characters', alt)]),
    ...(width === undefined || isCount(width, 16, 480)
      ? []
      : [fault('width', 'must be a whole number from 16 to 480', width)]),
  ];
}
