/** Checks the links between the project's documents. Links to other hosts are not followed. */
import { posix } from 'node:path';
import type { Offence } from './offence';
import { readBlocks, textOf } from './read-markdown';

/** What links may point to. */
export interface LinkTargets {
  /** Every file of the project, from its folder. */
  readonly paths: ReadonlySet<string>;
  /** @throws Error for a file that cannot be read */
  readonly read: (path: string) => string;
}

/** Returns the links of a document that lead to no file, or to no heading of the file. */
export function findBrokenLinks(path: string, source: string, targets: LinkTargets): readonly Offence[] {
  const folders = new Set([...targets.paths].flatMap(foldersOf));
  return readBlocks(source).flatMap(({ line, parts }) => {
    const offences: Offence[] = [];
    let lineOfPart = line;
    for (const part of parts) {
      if (part.type === 'softbreak' || part.type === 'hardbreak') lineOfPart++;
      const href = part.attrGet('href') ?? part.attrGet('src');
      if (href === null || /^[a-z][a-z+.-]*:/.test(href)) continue;
      const fault = faultOf(decodeURI(href));
      if (fault) offences.push({ path, line: lineOfPart, found: href, instead: fault });
    }
    return offences;
  });

  function faultOf(href: string): string | undefined {
    const [file = '', fragment] = href.split('#');
    const target =
      file === '' ? path : posix.normalize(posix.join(posix.dirname(path), file)).replace(/\/$/, '');
    if (folders.has(target)) return undefined;
    if (!targets.paths.has(target)) return `an existing file: ${target} does not exist`;
    if (fragment === undefined || !target.endsWith('.md')) return undefined;
    const text = file === '' ? source : targets.read(target);
    return anchorsOf(text).has(fragment) ? undefined : `a heading of ${target}: it has no #${fragment}`;
  }
}

function foldersOf(path: string): readonly string[] {
  const folder = posix.dirname(path);
  return folder === '.' ? ['.'] : [folder, ...foldersOf(folder)];
}

/** Returns the anchors that GitHub gives to the headings of a document, and its explicit ones. */
function anchorsOf(source: string): ReadonlySet<string> {
  const anchors = new Set([...source.matchAll(/<a (?:id|name)="([^"]+)"/g)].map(([, name = '']) => name));
  for (const { kind, parts } of readBlocks(source)) {
    if (kind !== 'heading') continue;
    const slug = textOf(parts)
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M}_\- ]/gu, '')
      .replaceAll(' ', '-');
    // a heading that is repeated gets a number
    let anchor = slug;
    for (let count = 1; anchors.has(anchor); count++) anchor = `${slug}-${count}`;
    anchors.add(anchor);
  }
  return anchors;
}
