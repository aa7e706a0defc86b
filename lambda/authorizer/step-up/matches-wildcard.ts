/** Compares a resource of a policy with the ARN of a request. */

/**
 * Returns whether a pattern matches a whole text. `*` matches any run of characters. Its time is linear in the text, which
 * the client chooses.
 */
export function matchesWildcard(pattern: string, text: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return text === pattern;
  if (!text.startsWith(first)) return false;
  let end = first.length;
  for (const part of rest) {
    // the earliest match leaves the most for the parts after it
    const start = text.indexOf(part, end);
    if (start < 0) return false;
    end = start + part.length;
  }
  return text.length - last.length >= end && text.endsWith(last);
}
