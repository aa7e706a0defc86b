/** Knows what belongs to the API: a token goes nowhere else. */

/**
 * Reads the API's base URL.
 * @returns it without a trailing slash, a query and a fragment
 * @throws TypeError for what is no absolute URL
 */
export function parseBaseUrl(baseUrl: string): string {
  const { origin, pathname } = new URL(baseUrl);
  return origin + pathname.replace(/\/+$/, '');
}

/**
 * @param url an absolute URL, as a Request has it
 * @throws TypeError for a URL outside of the base URL
 */
export function requireInside(baseUrl: string, url: string): void {
  if (url !== baseUrl && !url.startsWith(`${baseUrl}/`)) {
    throw new TypeError(`The client calls ${baseUrl} and nothing else`);
  }
}
