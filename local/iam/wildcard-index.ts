/** Many patterns asked as one: only those are tried that begin as the value does, however many there are. */
import { compileWildcard, type PatternPart, type WildcardMatcher } from './wildcard';

/** What stands before a pattern's first wildcard. */
function readHead(parts: readonly PatternPart[]): string {
  let head = '';
  for (const { text, literal } of parts) {
    const end = literal ? -1 : text.search(/[*?]/);
    if (end >= 0) return head + text.slice(0, end);
    head += text;
  }
  return head;
}

/** Compiles patterns of which one has to match. A value is looked up once for each length that their beginnings have. */
export function compileWildcards(patterns: readonly (readonly PatternPart[])[]): WildcardMatcher {
  const byLength = new Map<number, Map<string, WildcardMatcher[]>>();
  for (const pattern of patterns) {
    const head = readHead(pattern);
    const byHead = byLength.get(head.length) ?? new Map<string, WildcardMatcher[]>();
    byLength.set(head.length, byHead);
    const matchers = byHead.get(head) ?? [];
    byHead.set(head, matchers);
    matchers.push(compileWildcard(pattern));
  }
  // the longest say most
  const levels = [...byLength].sort(([one], [other]) => other - one);
  return (value) =>
    levels.some(
      ([length, byHead]) => byHead.get(value.slice(0, length))?.some((matches) => matches(value)) === true,
    );
}
