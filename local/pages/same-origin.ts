/** Detects requests that a browser sends on behalf of a page of another origin. */
import { findHosts } from '../gateway/http/loopback-host';
import type { GatewayRequest } from '../gateway/http/messages';

/**
 * Whether a page of another origin sent the request. Another port is another origin. A browser reports this
 * in `Origin` (RFC 6454 section 7) or `Sec-Fetch-Site`. A program such as curl sends neither.
 * @see https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header
 */
export function isFromElsewhere({ headers }: Pick<GatewayRequest, 'headers'>): boolean {
  const valuesOf = (wanted: string) =>
    headers.flatMap(([name, value]) => (name.toLowerCase() === wanted ? [value.toLowerCase()] : []));
  const [host = ''] = findHosts(headers);
  const own = `http://${host.toLowerCase()}`;
  return (
    valuesOf('origin').some((origin) => origin !== own) ||
    valuesOf('sec-fetch-site').some((site) => site !== 'same-origin' && site !== 'none')
  );
}
