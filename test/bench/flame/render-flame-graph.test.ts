import type { Frame } from '../../../bench/flame/read-profiles';
import { renderFlameGraph } from '../../../bench/flame/render-flame-graph';

const frame = (name: string, ms: number, ...children: Frame[]): Frame => ({
  name,
  ms,
  children: new Map(children.map((child) => [child.name, child])),
});

const widths = (svg: string) =>
  [...svg.matchAll(/<title>([^:<]+): [^<]*<\/title><rect x="([\d.]+)" y="(\d+)" width="([\d.]+)"/g)].map(
    ([, name, x, y, width]) => ({ name, x: Number(x), y: Number(y), width: Number(width) }),
  );

const svg = renderFlameGraph(frame('all', 100, frame('short a.ts', 25), frame('long b.ts', 50)), 'a <title>');

test('a function is as wide as its time, stands on its caller, and the longest come first', () => {
  const [all, long, short] = widths(svg);
  expect([all?.name, long?.name, short?.name]).toEqual(['all', 'long b.ts', 'short a.ts']);
  expect((all?.width ?? 0) / (long?.width ?? 1)).toBeCloseTo(2, 1);
  expect((long?.width ?? 0) / (short?.width ?? 1)).toBeCloseTo(2, 1);
  expect(long?.y).toBeLessThan(all?.y ?? 0);
  expect(short?.y).toBe(long?.y);
  expect(short?.x).toBeCloseTo((long?.x ?? 0) + (long?.width ?? 0), 0);
});

test('each says its time and its share', () => {
  expect(svg).toContain('<title>short a.ts: 25.00 ms, 25.0 %</title>');
});

test('what is too narrow to be seen is left out', () => {
  expect(renderFlameGraph(frame('all', 10_000, frame('tiny', 1)), 'x')).not.toContain('tiny');
});

test('no name becomes markup', () => {
  expect(svg).toContain('a &lt;title&gt;');
  expect(svg).not.toContain('a <title>');
});
