/** IAM's wildcards: `*` for any run of characters, `?` for exactly one, with no backtracking that could run away. */

/** Says whether a value matches the pattern that was compiled. */
export type WildcardMatcher = (value: string) => boolean;

/** Finds the first place at or after `from` where the segment fits, `?` standing for any character; -1 if there is none. */
function findSegment(segment: string, value: string, from: number): number {
  if (!segment.includes('?')) return value.indexOf(segment, from);
  for (let at = from; at + segment.length <= value.length; at += 1) {
    if (fitsAt(segment, value, at)) return at;
  }
  return -1;
}

function fitsAt(segment: string, value: string, at: number): boolean {
  if (at < 0 || at + segment.length > value.length) return false;
  for (let index = 0; index < segment.length; index += 1) {
    if (segment[index] !== '?' && segment[index] !== value[at + index]) return false;
  }
  return true;
}

/**
 * Compiles a pattern once, for many values. `*` crosses `/` and `:`.
 * The leftmost fit of each piece between two asterisks is always as good as any later one, so nothing is tried twice.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function compileWildcard(pattern: string): WildcardMatcher {
  const [head = '', ...rest] = pattern.split('*');
  const tail = rest.pop();
  if (tail === undefined) return (value) => value.length === head.length && fitsAt(head, value, 0);
  const middle = rest.filter((segment) => segment !== '');
  return (value) => {
    if (value.length < head.length + tail.length || !fitsAt(head, value, 0)) return false;
    let position = head.length;
    for (const segment of middle) {
      const found = findSegment(segment, value, position);
      if (found < 0) return false;
      position = found + segment.length;
    }
    return position + tail.length <= value.length && fitsAt(tail, value, value.length - tail.length);
  };
}
