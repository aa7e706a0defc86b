/** Lists the frames of an error's stack, mapped by the source map next to the bundle. */
import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { dirname } from 'node:path';

/** Read at the first unexpected error. `--enable-source-maps` would read them at every cold start. */
const maps = new Map<string, SourceMap | undefined>();

/**
 * Lists the frames of an error's stack, innermost call first. The message precedes them, and a line of it may
 * look like a frame. If a stack does not begin with the error's name and exactly that message, the list is
 * empty.
 * @param mapped whether `at f (/var/task/index.js:1:2345)` becomes `at f (lambda/foo/get-foo.ts:14:31)`
 */
export function listPlaces({ message, stack = '' }: Error, mapped: boolean): readonly string[] {
  const { length } = /^[\w.$]*(?: \[\w+\])?/.exec(stack)?.[0] ?? '';
  const head = message === '' ? '\n' : `: ${message}\n`;
  if (!stack.startsWith(head, length)) return [];
  const frames = stack
    .slice(length + head.length)
    .split('\n')
    .filter((line) => /^\s+at .*:\d+:\d+\)?$/.test(line))
    .map((line) => line.trim());
  return mapped ? frames.map(mapFrame) : frames;
}

/** Maps a frame. A frame without a map stays as it is. */
function mapFrame(frame: string): string {
  return frame.replace(/(\/[^():]+\.js):(\d+):(\d+)/, (place, file: string, line: string, column: string) => {
    const entry = mapOf(file)?.findEntry(Number(line) - 1, Number(column) - 1);
    // the map has no places in packages
    if (entry === undefined || !('originalSource' in entry) || !entry.originalSource) return place;
    const source = entry.originalSource.replace(/^(?:\.\.\/)+/, '');
    return `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
  });
}

function mapOf(file: string): SourceMap | undefined {
  if (dirname(file) !== __dirname) return undefined;
  if (!maps.has(file)) maps.set(file, readMap(`${file}.map`));
  return maps.get(file);
}

function readMap(path: string): SourceMap | undefined {
  try {
    return new SourceMap(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    // The asset has no map, or one that cannot be read.
    return undefined;
  }
}
