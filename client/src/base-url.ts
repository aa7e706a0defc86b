/** Knows what belongs to the API: a token goes nowhere else. */

/**
 * Reads the API's base URL.
 * @returns it without a trailing slash, a query and a fragment
 * @throws TypeError for what is no absolute URL of http or https
 */
export function parseBaseUrl(baseUrl: string): string {
  const { protocol, origin, pathname } = new URL(baseUrl);
  // the scheme of localhost:3000 is "localhost:", and no other but these two leads to an API
  if (!/^https?:$/.test(protocol))
    throw new TypeError(`The base URL begins with ${protocol}: use an absolute URL of https or http`);
  return origin + pathname.replace(/\/+$/, '');
}

/**
 * @param url an absolute URL, as a Request has it
 * @throws TypeError for a URL outside of the base URL
 */
export function requireInside(baseUrl: string, url: string): void {
  if (url !== baseUrl && !url.startsWith(`${baseUrl}/`)) {
    throw new TypeError(`The URL is outside of ${baseUrl}: the client sends tokens only to the API`);
  }
}
