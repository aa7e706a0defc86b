/** Finds faults in the colors of a stage's mails. */
import { builtInDesign, type MailColors } from '../../../lambda/mail-templates/mail-design';
import type { MailColorSettings } from '../mail-design-settings';
import { findObjectFaults, type SettingFault } from './setting-fault';

/** The least contrast of a text (WCAG 2.2, 1.4.3, level AA). */
const LEAST_CONTRAST = 4.5;

const HEX = /^#[0-9a-f]{6}$/i;

/** Returns all colors of a mode: those of the setting, then the built-in ones. */
export function completeColors(mode: 'light' | 'dark', colors: MailColorSettings = {}): MailColors {
  const set = Object.entries(colors).filter(([, color]) => color !== undefined);
  return { ...builtInDesign[mode], ...Object.fromEntries(set) };
}

/** Returns the faults of a mode's colors. */
export function findColorFaults(
  mode: 'light' | 'dark',
  colors: MailColorSettings | undefined,
  path: string,
): readonly SettingFault[] {
  const form = findObjectFaults(colors, Object.keys(builtInDesign[mode]), path, (set) =>
    Object.entries(set)
      .filter(([, color]) => color !== undefined && (typeof color !== 'string' || !HEX.test(color)))
      .map(([name, value]) => ({
        path: `${path}.${name}`,
        demand: 'must be a color such as #0a3d91',
        value,
      })),
  );
  if (form.length > 0) return form;
  const { background, text, button, buttonText } = completeColors(mode, colors);
  return [
    { names: 'text on background', front: text, back: background },
    { names: 'buttonText on button', front: buttonText, back: button },
  ]
    .filter(({ front, back }) => contrastOf(front, back) < LEAST_CONTRAST)
    .map(({ names, front, back }) => ({
      path,
      demand: `must have a contrast of at least ${LEAST_CONTRAST} to 1 of ${names} (WCAG 2.2, 1.4.3)`,
      value: `${front} on ${back}, ${contrastOf(front, back).toFixed(2)} to 1`,
    }));
}

/** Returns the contrast of two colors, from 1 to 21. @see https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrastOf(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminanceOf(one), luminanceOf(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** @see https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminanceOf(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const channel = Number.parseInt(color.slice(start, start + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
