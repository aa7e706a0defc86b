/**
 * IAM's wildcards: `*` for any sequence of characters and `?` for exactly one. Matching does no exponential
 * backtracking.
 */

/** Whether a value matches the compiled pattern. */
export type WildcardMatcher = (value: string) => boolean;

/** A piece of a pattern. In a literal piece, `*` and `?` are plain characters. */
export interface PatternPart {
  readonly text: string;
  readonly literal: boolean;
}

/** The text between two asterisks. */
interface Segment {
  readonly text: string;
  /** The positions where any character matches. */
  readonly free: ReadonlySet<number>;
}

function splitAtAsterisks(parts: readonly PatternPart[]): Segment[] {
  const segments: Segment[] = [];
  let text = '';
  let free = new Set<number>();
  for (const part of parts) {
    for (const sign of part.text.split('')) {
      if (sign === '*' && !part.literal) {
        segments.push({ text, free });
        text = '';
        free = new Set();
        continue;
      }
      if (sign === '?' && !part.literal) free.add(text.length);
      text += sign;
    }
  }
  return [...segments, { text, free }];
}

/** Returns the first position at or after `from` where the segment matches, or -1. */
function findSegment(segment: Segment, value: string, from: number): number {
  if (segment.free.size === 0) return value.indexOf(segment.text, from);
  for (let at = from; at + segment.text.length <= value.length; at += 1) {
    if (fitsAt(segment, value, at)) return at;
  }
  return -1;
}

function fitsAt({ text, free }: Segment, value: string, at: number): boolean {
  if (at < 0 || at + text.length > value.length) return false;
  if (free.size === 0) return value.startsWith(text, at);
  for (let index = 0; index < text.length; index += 1) {
    if (!free.has(index) && text[index] !== value[at + index]) return false;
  }
  return true;
}

/**
 * Compiles a pattern once, for many values. `*` also matches `/` and `:`.
 * The leftmost match of each piece between two asterisks is never worse than a later one, so no backtracking
 * is needed.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function compileWildcard(pattern: string | readonly PatternPart[]): WildcardMatcher {
  const parts = typeof pattern === 'string' ? [{ text: pattern, literal: false }] : pattern;
  const [head = { text: '', free: new Set() }, ...rest] = splitAtAsterisks(parts);
  const tail = rest.pop();
  if (tail === undefined) return (value) => value.length === head.text.length && fitsAt(head, value, 0);
  const middle = rest.filter(({ text }) => text !== '');
  return (value) => {
    if (value.length < head.text.length + tail.text.length || !fitsAt(head, value, 0)) return false;
    let position = head.text.length;
    for (const segment of middle) {
      const found = findSegment(segment, value, position);
      if (found < 0) return false;
      position = found + segment.text.length;
    }
    const end = value.length - tail.text.length;
    return position <= end && fitsAt(tail, value, end);
  };
}
