/** Finds the source of a position in a function's code by the source map of the code. */
import { existsSync, readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A position in a file. Line and column begin at 1. */
export interface Position {
  /** An absolute path, or a URL that is not a file. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A position in a source. */
export interface SourcePosition extends Position {
  /** The text of the source, if the map contains it. */
  readonly content?: string;
}

/** The number of cached maps. Errors often occur in the same files. */
const MAX_MAPS = 10;

interface ReadMap {
  readonly map: SourceMap;
  /** The folder or file that the sources of the map are relative to. */
  readonly from: string;
}

const maps = new Map<string, ReadMap | undefined>();

/** @returns undefined if the file has no source map, or the map does not contain the position */
export function mapPosition({ file, line, column }: Position): SourcePosition | undefined {
  const read = readOnce(file);
  const entry = read?.map.findEntry(line - 1, column - 1);
  // the entry of a part of the code that no source has written is without a source
  if (!read || !entry || !('originalSource' in entry) || !entry.originalSource) return undefined;
  const { sources, sourcesContent, sourceRoot = '' } = read.map.payload as Partial<SourceMapPayload>;
  const content = sourcesContent?.[sources?.indexOf(entry.originalSource) ?? -1];
  return {
    file: resolveSource(entry.originalSource, sourceRoot, read.from),
    line: entry.originalLine + 1,
    column: entry.originalColumn + 1,
    ...(typeof content === 'string' && { content }),
  };
}

function resolveSource(source: string, root: string, from: string): string {
  if (source.startsWith('file:///') && URL.canParse(source)) return fileURLToPath(source);
  // Such as webpack://name/./src/index.ts.
  if (/^[a-z][\w+.-]*:\/\//i.test(source)) return source;
  return resolve(from, root, source);
}

function readOnce(file: string): ReadMap | undefined {
  if (!maps.has(file)) {
    const [oldest] = maps.keys();
    if (maps.size >= MAX_MAPS && oldest !== undefined) maps.delete(oldest);
    maps.set(file, readMap(file));
  }
  return maps.get(file);
}

function readMap(file: string): ReadMap | undefined {
  try {
    const url = [...readFileSync(file, 'utf8').matchAll(/^\/\/# sourceMappingURL=(\S+)\s*$/gm)].at(-1)?.[1];
    if (url === undefined) return undefined;
    const inline = /^data:application\/json[^,]*;base64,(.*)$/.exec(url)?.[1];
    if (inline !== undefined) {
      return { map: parse(Buffer.from(inline, 'base64').toString('utf8')), from: dirname(file) };
    }
    const path = resolve(dirname(file), decodeURI(url));
    return existsSync(path) ? { map: parse(readFileSync(path, 'utf8')), from: dirname(path) } : undefined;
  } catch {
    // An unreadable map is treated like a missing one.
    return undefined;
  }
}

function parse(text: string): SourceMap {
  return new SourceMap(JSON.parse(text));
}
