import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Line, type LinePosition, readLines } from '../../../bin/transfer/read-lines';

let folder: string;
const START = { line: 0, offset: 0 };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'read-lines-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function read(content: string, after: LinePosition = START) {
  const path = join(folder, 'lines');
  writeFileSync(path, content);
  const lines: Line[] = [];
  for await (const line of readLines(path, after)) lines.push(line);
  return lines;
}

test('each line has the position of its end, in bytes', async () => {
  expect(await read('one\n\u00E9\n\nlast')).toEqual([
    { text: 'one', end: { line: 1, offset: 4 } },
    { text: '\u00E9', end: { line: 2, offset: 7 } },
    { text: '', end: { line: 3, offset: 8 } },
    { text: 'last', end: { line: 4, offset: 12 } },
  ]);
});

test('an empty file has no lines', async () => {
  expect(await read('')).toEqual([]);
});

test('reading can continue after every line', async () => {
  const content = 'one\ntwo\nthree\n';
  const [first, ...others] = await read(content);
  expect(await read(content, first?.end)).toEqual(others);
});

test('lines across the chunks of a file are complete', async () => {
  const texts = Array.from({ length: 20 }, (_, n) => String(n).padStart(16_000, '.'));
  expect((await read(texts.join('\n'))).map(({ text }) => text)).toEqual(texts);
});

test('a line that is too long is skipped, however long it is', async () => {
  const [long, next] = await read(`${'x'.repeat(300_000)}\nnext\n`);
  expect(long).toEqual({ end: { line: 1, offset: 300_001 } });
  expect(next).toEqual({ text: 'next', end: { line: 2, offset: 300_006 } });
});
