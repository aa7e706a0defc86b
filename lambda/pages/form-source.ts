/** Decides whether a page of ours sent a form, by the headers that only a browser can set. */

/** The headers of a form. */
export interface FormSource {
  /** The header `Sec-Fetch-Site`. */
  readonly fetchSite: string | undefined;
  /** The header `Origin`. */
  readonly origin: string | undefined;
}

/**
 * Returns whether a form is from a page of this origin. Where a browser sends no Fetch Metadata, the form must name its
 * origin. `same-site` is another host, or on localhost another port.
 * @see https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header
 */
export function isOwnForm({ fetchSite, origin }: FormSource, pagesOrigin: string): boolean {
  if (fetchSite !== undefined) return fetchSite === 'same-origin';
  return origin === pagesOrigin;
}
