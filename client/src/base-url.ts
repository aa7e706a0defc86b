/** Checks that a URL belongs to the API, so that tokens are sent nowhere else. */

/**
 * Parses the API's base URL.
 * @returns it without trailing slash, query and fragment
 * @throws TypeError for anything but an absolute http or https URL
 */
export function parseBaseUrl(baseUrl: string): string {
  const { protocol, origin, pathname } = new URL(baseUrl);
  // The scheme of localhost:3000 is "localhost:". Only http and https lead to an API.
  if (!/^https?:$/.test(protocol))
    throw new TypeError(`The base URL begins with ${protocol}: use an absolute URL of https or http`);
  return origin + pathname.replace(/\/+$/, '');
}

/**
 * Asserts that a URL belongs to the API.
 * @param url an absolute URL, as a Request has it
 * @throws TypeError for a URL outside the base URL
 */
export function requireInside(baseUrl: string, url: string): void {
  if (url !== baseUrl && !url.startsWith(`${baseUrl}/`)) {
    throw new TypeError(`The URL is outside of ${baseUrl}: the client sends tokens only to the API`);
  }
}
