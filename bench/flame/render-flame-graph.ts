/** Draws where time went: each function is as wide as its time, and stands on its caller. */
import type { Frame } from './read-profiles';

const WIDTH = 1_200;
const ROW = 17;
const MARGIN = 10;
const HEAD = 40;
/** About the width of a character of the labels. */
const CHARACTER = 6.2;
/** What is narrower can't be seen. */
const NARROWEST = 0.6;

interface Box {
  readonly frame: Frame;
  readonly x: number;
  readonly width: number;
  readonly depth: number;
}

/** Draws the graph as SVG. */
export function renderFlameGraph(all: Frame, title: string): string {
  const boxes = layOut(all);
  const deepest = Math.max(...boxes.map(({ depth }) => depth));
  const height = HEAD + (deepest + 1) * ROW + MARGIN;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="11">`,
    `<title>${escapeText(title)}</title>`,
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    `<text x="${MARGIN}" y="24" font-size="15">${escapeText(`${title}: ${all.ms.toFixed(1)} ms`)}</text>`,
    ...boxes.map((box) => renderBox(box, all.ms, height)),
    '</svg>',
    '',
  ].join('\n');
}

function layOut(all: Frame): readonly Box[] {
  const boxes: Box[] = [];
  const scale = (WIDTH - 2 * MARGIN) / all.ms;
  const place = (frame: Frame, x: number, depth: number) => {
    const width = frame.ms * scale;
    if (width < NARROWEST) return;
    boxes.push({ frame, x, width, depth });
    let next = x;
    for (const child of [...frame.children.values()].sort((a, b) => b.ms - a.ms)) {
      place(child, next, depth + 1);
      next += child.ms * scale;
    }
  };
  place(all, MARGIN, 0);
  return boxes;
}

function renderBox({ frame, x, width, depth }: Box, whole: number, height: number): string {
  const y = height - MARGIN - (depth + 1) * ROW;
  const room = Math.floor((width - 6) / CHARACTER);
  const label = frame.name.length <= room ? frame.name : `${frame.name.slice(0, Math.max(0, room - 1))}…`;
  const share = ((frame.ms / whole) * 100).toFixed(1);
  return [
    `<g><title>${escapeText(`${frame.name}: ${frame.ms.toFixed(2)} ms, ${share} %`)}</title>`,
    `<rect x="${x.toFixed(1)}" y="${y}" width="${width.toFixed(1)}" height="${ROW - 1}" rx="2" fill="${colourOf(frame.name)}"/>`,
    room > 3 ? `<text x="${(x + 3).toFixed(1)}" y="${y + 12}">${escapeText(label)}</text>` : '',
    '</g>',
  ].join('');
}

/** Node's own modules are blue, packages yellow, the project's code green, the engine grey. */
function colourOf(name: string): string {
  if (/(?:^| )node:/.test(name)) return '#a9c9e8';
  if (/ (?:lambda|lib|local|bench)\//.test(name)) return '#a5d6a0';
  if (name.includes(' ')) return '#f2d48a';
  return '#d0d0d0';
}

const escapeText = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
