/** Replaces the URLs of served APIs by where their stages are served on this machine. */

/** One stage's address on AWS and here. */
export interface ServedAddress {
  /** Such as `https://a1b2.execute-api.eu-west-1.amazonaws.com/prod`. */
  readonly url: string;
  /** Such as `http://localhost:3000`: the API is served at the root, as behind a custom domain with an empty base path. */
  readonly origin: string;
}

/** Creates the replacement of all addresses in a text; one that only begins like a stage's URL, such as `…/production`, is left alone. */
export function createLocaliser(addresses: readonly ServedAddress[]): (text: string) => string {
  if (addresses.length === 0) return (text) => text;
  const origins = new Map(addresses.map(({ url, origin }) => [url, origin]));
  const urls = addresses.map(({ url }) => url.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const pattern = new RegExp(`(?:${urls.join('|')})(?![A-Za-z0-9_-])`, 'g');
  return (text) => text.replace(pattern, (url) => origins.get(url) ?? url);
}
