/** Names of constructs from names that people write. */

/** `all-features` becomes `AllFeatures`: the words of a text, each with a capital first letter. */
export function toPascalCase(text: string): string {
  return text
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
