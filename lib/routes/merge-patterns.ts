/** Merges ARN patterns that one rule opens, so that an authorizer's policy stays small. */
import { patternsOverlap } from '../checks/check-route-overlap';
import { withTrailingSlash } from './with-trailing-slash';

/**
 * Puts one wildcard in the place of patterns with the same method that share a prefix of whole path segments, the widest first.
 * A wildcard that overlaps any of `others` is not used, so nothing of these opens.
 *
 * @param patterns such as `GET/foo` and `GET/foo/*`
 * @param others patterns that must not open
 */
export function mergePatterns(patterns: readonly string[], others: readonly string[]): readonly string[] {
  const closed = others.flatMap(withTrailingSlash);
  const isSafe = (wildcard: string) => !closed.some((other) => patternsOverlap(wildcard, other));
  const merged = new Set<string>();
  for (const pattern of patterns) {
    const wildcard = prefixesOf(pattern)
      .filter((prefix) => patterns.filter((other) => other.startsWith(prefix)).length > 1)
      .map((prefix) => `${prefix}*`)
      .find(isSafe);
    merged.add(wildcard ?? pattern);
  }
  const all = [...new Set([...merged].flatMap(withTrailingSlash))];
  return all.filter((one) => !all.some((other) => other !== one && covers(other, one)));
}

/** `GET/users/`, `GET/users/me/` of `GET/users/me/export`: never the method alone, and nothing behind a wildcard. */
function prefixesOf(pattern: string): readonly string[] {
  const [literal = ''] = pattern.split('*');
  return [...literal.matchAll(/\//g)].map(({ index }) => literal.slice(0, index + 1)).slice(1);
}

/** Whether a pattern that ends in a wildcard matches whatever the other one does. */
function covers(wildcard: string, pattern: string): boolean {
  return wildcard.indexOf('*') === wildcard.length - 1 && pattern.startsWith(wildcard.slice(0, -1));
}
