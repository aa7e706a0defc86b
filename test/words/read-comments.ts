/** Cuts comments out of shell scripts, YAML and style sheets. */
import { type Passage, withoutCode } from './passage';

/** Comments that begin with `#`. Those in successive lines are one passage. */
export function readHashComments(source: string): readonly Passage[] {
  const passages: { line: number; text: string }[] = [];
  let isContinued = false;
  source.split('\n').forEach((text, index) => {
    const start = findHash(text);
    const last = passages.at(-1);
    // an interpreter's line is code
    if (start === undefined || text.startsWith('#!')) {
      isContinued = false;
      return;
    }
    const comment = text.slice(start).replace(/^#+/, ' ');
    if (last && isContinued) last.text += `\n${comment}`;
    else passages.push({ line: index + 1, text: comment });
    isContinued = text.slice(0, start).trim() === '';
  });
  return passages.map(({ line, text }) => ({ line, text: withoutCode(text) }));
}

/** Returns where a line's comment starts: at a `#` after white space, outside of quotes. */
function findHash(line: string): number | undefined {
  let quote = '';
  for (let index = 0; index < line.length; index++) {
    const char = line.charAt(index);
    const before = line.charAt(index - 1);
    if (quote !== '') {
      if (char === quote) quote = '';
    } else if ((char === '"' || char === "'") && /^[\s=:(,[{$]?$/.test(before)) quote = char;
    else if (char === '#' && /^\s?$/.test(before)) return index;
  }
  return undefined;
}

export function readStyleComments(source: string): readonly Passage[] {
  return [...source.matchAll(/\/\*([\s\S]*?)\*\//g)].map(({ index, 1: text = '' }) => ({
    line: source.slice(0, index).split('\n').length,
    text: withoutCode(text),
  }));
}
