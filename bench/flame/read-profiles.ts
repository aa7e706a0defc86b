/** Reads CPU profiles of Node.js, and adds up where they spend their time. */
import { existsSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { isAbsolute, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** One function under its callers. */
export interface Frame {
  /** Such as `verify lambda/shared/tokens/verify.ts`. */
  readonly name: string;
  /** Milliseconds, those of `children` among them; the mean of all profiles. */
  ms: number;
  readonly children: Map<string, Frame>;
}

interface CallFrame {
  readonly functionName: string;
  readonly url: string;
  /** From 0, as the column. */
  readonly lineNumber: number;
  readonly columnNumber: number;
}

/** What `node --cpu-prof` writes. */
export interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: CallFrame;
    readonly children?: number[];
  }[];
  readonly samples: readonly number[];
  /** Microseconds, one for each sample. */
  readonly timeDeltas: readonly number[];
}

/** Waiting is nobody's work. */
const IDLE = '(idle)';

/** Between a module and the one that requires it stand ten of these, whose time is the latter's. */
const LOADER = /(?:^| )node:internal\/(?:modules|bootstrap|main)\//;

/**
 * Adds profiles of the same work up into one tree.
 * @param root paths are shown relative to it
 */
export function addUp(profiles: readonly CpuProfile[], root: string): Frame {
  const nameOf = createNamer(root);
  const all: Frame = { name: 'all', ms: 0, children: new Map() };
  for (const { nodes, samples, timeDeltas } of profiles) {
    const known = new Map(nodes.map((node) => [node.id, node]));
    const callers = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
    const names = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
    for (const [index, sample] of samples.entries()) {
      if (known.get(sample)?.callFrame.functionName === IDLE) continue;
      const ms = (timeDeltas[index] ?? 0) / 1000 / profiles.length;
      const path: string[] = [];
      for (let id: number | undefined = sample; callers.has(id as number); id = callers.get(id as number)) {
        const name = names.get(id as number) ?? '';
        if (!LOADER.test(name)) path.unshift(name);
      }
      add(all, path, ms);
    }
  }
  return all;
}

function add(all: Frame, path: readonly string[], ms: number): void {
  let frame = all;
  frame.ms += ms;
  for (const name of path) {
    let child = frame.children.get(name);
    if (child === undefined) {
      child = { name, ms: 0, children: new Map() };
      frame.children.set(name, child);
    }
    child.ms += ms;
    frame = child;
  }
}

/** Names functions by their sources, where a bundle has a source map beside it. */
function createNamer(root: string): (frame: CallFrame) => string {
  const maps = new Map<string, SourceMap | undefined>();
  const mapOf = (file: string): SourceMap | undefined => {
    const map = `${file}.map`;
    if (!maps.has(file)) {
      maps.set(file, existsSync(map) ? new SourceMap(JSON.parse(readFileSync(map, 'utf8'))) : undefined);
    }
    return maps.get(file);
  };
  return ({ functionName, url, lineNumber, columnNumber }) => {
    const file = url.startsWith('file:') ? fileURLToPath(url) : url;
    if (!isAbsolute(file)) return [functionName, url].filter((part) => part !== '').join(' ');
    // the types leave out the name
    const { originalSource, name } = (mapOf(file)?.findEntry(lineNumber, columnNumber) ?? {}) as {
      readonly originalSource?: string;
      readonly name?: string;
    };
    return `${name || functionName || '(module)'} ${shorten(originalSource ?? relative(root, file))}`;
  };
}

/** A package's name says more than where it is installed. */
function shorten(path: string): string {
  const inPackage = path.split('node_modules/').at(-1) ?? path;
  return inPackage.replace(/^(?:\.\.\/)+/, '');
}
