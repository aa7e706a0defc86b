/** The accent color in the forms that the style needs, each with enough contrast (WCAG 2.2, 1.4.3 and 1.4.6). */

/** The accent color of a stage that sets none. */
const BUILT_IN_ACCENT = '#0a3d91';

/** The cards, in light and dark. */
export const CARD = { light: '#ffffff', dark: '#1d2027' } as const;

/** Contrast of links and outlines with the card. */
const LEAST_CONTRAST = 7;

/** Steps in which a color is mixed with black or white. */
const STEPS = 20;

type Rgb = readonly [number, number, number];

/** The colors, each as `#rrggbb`. */
export interface AccentColors {
  /** The background of buttons. White text on it is readable: the app has checked that. */
  readonly button: string;
  /** Links and outlines on a light card. */
  readonly light: string;
  /** Links and outlines on a dark card. */
  readonly dark: string;
}

/** Returns the colors. @param accent as `#rrggbb` */
export function toAccentColors(accent: string = BUILT_IN_ACCENT): AccentColors {
  return {
    button: accent,
    light: mixUntilReadable(accent, '#000000', CARD.light),
    dark: mixUntilReadable(accent, '#ffffff', CARD.dark),
  };
}

/** Mixes a color with black or white until it is readable on a background. */
function mixUntilReadable(color: string, end: string, background: string): string {
  for (let step = 0; step < STEPS; step += 1) {
    const mixed = mix(color, end, step / STEPS);
    if (contrastOf(mixed, background) >= LEAST_CONTRAST) return mixed;
  }
  return end;
}

function mix(color: string, end: string, share: number): string {
  const [from, to] = [toRgb(color), toRgb(end)];
  const parts = from.map((part, index) => Math.round(part + ((to[index] ?? 0) - part) * share));
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

/** Returns the contrast of two colors. @see https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
export function contrastOf(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [one, other]
    .map((color) => luminanceOf(toRgb(color)))
    .toSorted((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function toRgb(color: string): Rgb {
  const part = (at: number) => Number.parseInt(color.slice(at, at + 2), 16);
  return [part(1), part(3), part(5)];
}

/** @see https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminanceOf(color: Rgb): number {
  const [red = 0, green = 0, blue = 0] = color.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
