/** Replaces the host names of served APIs, where they are alone or an origin. */
import type { ServedAddress } from './local-origin';

/** The characters by which a text continues as another name, or as a URL with a port or a path. */
const CONTINUES = String.raw`[\w.:/?#@%-]`;
/** The characters before another name, or before the host of a URL with another scheme. */
const PRECEDES = String.raw`[\w./@%-]`;

/**
 * Returns a function that replaces all host names of APIs in a text. `https://{host}` becomes the origin of the
 * API's first stage, and the host alone becomes the host of that origin without the port, as the RP ID of a
 * passkey must be. The host in any other URL does not change.
 */
export function createHostLocaliser(addresses: readonly ServedAddress[]): (text: string) => string {
  if (addresses.length === 0) return (text) => text;
  const origins = new Map<string, string>();
  for (const { url, origin } of addresses) {
    const { host } = new URL(url);
    if (!origins.has(host)) origins.set(host, origin);
  }
  const hosts = [...origins.keys()].map((host) => host.replaceAll('.', '\\.'));
  const pattern = new RegExp(`(?<!${PRECEDES})(https://)?(${hosts.join('|')})(?!${CONTINUES})`, 'g');
  return (text) =>
    text.replace(pattern, (whole, scheme: string | undefined, host: string) => {
      const origin = origins.get(host);
      if (origin === undefined) return whole;
      return scheme === undefined ? new URL(origin).hostname : origin;
    });
}
