/** Matches a value against many patterns at once. Only patterns that share its beginning are tried. */
import { compileWildcard, type PatternPart, type WildcardMatcher } from './wildcard';

/** Returns the text before a pattern's first wildcard. */
function readHead(parts: readonly PatternPart[]): string {
  let head = '';
  for (const { text, literal } of parts) {
    const end = literal ? -1 : text.search(/[*?]/);
    if (end >= 0) return head + text.slice(0, end);
    head += text;
  }
  return head;
}

/**
 * Compiles patterns of which one must match. A value is looked up once for each distinct length of their
 * beginnings.
 */
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
  // Longer beginnings are more selective.
  const levels = [...byLength].sort(([one], [other]) => other - one);
  return (value) =>
    levels.some(
      ([length, byHead]) => byHead.get(value.slice(0, length))?.some((matches) => matches(value)) === true,
    );
}
