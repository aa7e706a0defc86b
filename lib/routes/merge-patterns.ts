/** Merges the ARN patterns of one rule, so that an authorizer's policy stays small. */
import { patternsOverlap } from '../checks/check-route-overlap';
import { withTrailingSlash } from './with-trailing-slash';

/**
 * Replaces patterns with the same method that share a prefix of whole path segments with one wildcard. The widest wildcard wins.
 * A wildcard that overlaps any of `others` is not used, so it never opens one of them.
 *
 * @param patterns such as `GET/foo` and `GET/foo/*`
 * @param others patterns that no wildcard may open
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

/** Returns `GET/users/` and `GET/users/me/` for `GET/users/me/export`: never the method alone, and nothing after a wildcard. */
function prefixesOf(pattern: string): readonly string[] {
  const [literal = ''] = pattern.split('*');
  return [...literal.matchAll(/\//g)].map(({ index }) => literal.slice(0, index + 1)).slice(1);
}

/** Returns whether a pattern that ends in a wildcard matches everything that the other pattern matches. */
function covers(wildcard: string, pattern: string): boolean {
  return wildcard.indexOf('*') === wildcard.length - 1 && pattern.startsWith(wildcard.slice(0, -1));
}
