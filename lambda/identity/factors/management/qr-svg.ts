/** Draws QR codes (ISO/IEC 18004). */
import { encode } from 'uqr';

/** The width of the quiet zone around the code, in modules, as the standard demands. */
const QUIET_ZONE = 4;

/**
 * Returns an SVG image with a white background, so that a dark page does not hide the code. Its unit is one module:
 * the page that shows the image chooses the size. Adjacent dark modules are one rectangle, which keeps the image
 * small. The image holds no text.
 */
export function toQrSvg(text: string): string {
  const { size, data } = encode(text, { ecc: 'M', border: QUIET_ZONE });
  const path = data.flatMap((row, y) => toRuns(row).map(([x, width]) => `M${x} ${y}h${width}v1h-${width}z`));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges">`,
    `<path fill="#fff" d="M0 0h${size}v${size}H0z"/>`,
    `<path d="${path.join('')}"/></svg>`,
  ].join('');
}

/** Returns the place and the length of each run of dark modules. */
function toRuns(row: readonly boolean[]): readonly (readonly [number, number])[] {
  const text = row.map((isDark) => (isDark ? '1' : '0')).join('');
  return [...text.matchAll(/1+/g)].map(({ index, 0: run }) => [index, run.length] as const);
}
