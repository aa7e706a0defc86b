/** Makes the names of constructs from the names that people write. */

/** Returns the words of a text, each with a capital first letter: `all-features` becomes `AllFeatures`. */
export function toPascalCase(text: string): string {
  return text
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
