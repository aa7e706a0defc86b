/** The list of files that still break the rules of words. It only ever shrinks. */

/** @returns the paths, without comments and empty lines */
export function parsePending(text: string): ReadonlySet<string> {
  return new Set(text.split('\n').filter((line) => line !== '' && !line.startsWith('#')));
}

/** @returns the list without files that are clean or gone */
export function removeClean(text: string, clean: ReadonlySet<string>): string {
  return text
    .split('\n')
    .filter((line) => !clean.has(line))
    .join('\n');
}
