/** Replaces the URLs of served APIs with the local origins of their stages. */

/** The addresses of one stage, on AWS and on this machine. */
export interface ServedAddress {
  /** Such as `https://a1b2.execute-api.eu-west-1.amazonaws.com/prod`. */
  readonly url: string;
  /**
   * Such as `http://localhost:3000`. The API is served at the root, as with a custom domain and an empty base
   * path.
   */
  readonly origin: string;
}

/**
 * Returns a function that replaces all addresses in a text. It does not change a URL that only begins like a
 * stage's URL, such as `…/production`.
 */
export function createLocaliser(addresses: readonly ServedAddress[]): (text: string) => string {
  if (addresses.length === 0) return (text) => text;
  const origins = new Map(addresses.map(({ url, origin }) => [url, origin]));
  const urls = addresses.map(({ url }) => url.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const pattern = new RegExp(`(?:${urls.join('|')})(?![A-Za-z0-9_-])`, 'g');
  return (text) => text.replace(pattern, (url) => origins.get(url) ?? url);
}
