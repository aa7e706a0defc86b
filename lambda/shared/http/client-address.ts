/** The address of a client behind a proxy that is known by a secret: a file of its own beside the bundle, loaded where there is one. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';

/** A proxy in front of the API, which says in a header where a request came from. */
interface TrustedProxy {
  /** The header with the client's address, in lower case. */
  readonly header: string;
  /** Addresses in that header to the right of the client's. */
  readonly hops: number;
  /** The header with the proxy's secret, in lower case. */
  readonly secretHeader: string;
  /** SHA-256 digests of the secrets that are accepted, in hexadecimal. */
  readonly secretDigests: readonly string[];
}

/** Reads a proxy as the environment has it: `[header, hops, header of the secret, digest, …]`. @throws Error that quotes none of it */
function readProxy(entries: readonly string[]): TrustedProxy {
  const [header = '', hops = '', secretHeader = '', ...secretDigests] = entries;
  const isWhole =
    [header, secretHeader].every((name) => /^[a-z0-9-]+$/.test(name)) &&
    /^\d{1,2}$/.test(hops) &&
    secretDigests.length > 0 &&
    secretDigests.every((digest) => /^[0-9a-f]{64}$/.test(digest));
  if (!isWhole) throw new Error('Missing or malformed environment variables: TRUSTED_PROXY');
  return { header, hops: Number(hops), secretHeader, secretDigests };
}

/** What is read of a request. */
export interface AddressedRequest {
  /** The address that API Gateway saw the request come from. */
  readonly sourceIp: string;
  /** All lines of a header as one; its name in lower case. */
  headerLines(name: string): string | undefined;
}

/** CloudFront writes the port behind the address, also behind one of IPv6, without brackets. */
const ADDRESS_WITH_PORT = 'cloudfront-viewer-address';

/**
 * Makes the function, of a proxy as the environment has it. A request without the secret did not come through the proxy, and one whose header holds no address is
 * not understood: both keep the address that API Gateway saw, which nothing in a request can change.
 */
export function createClientAddressReader(proxy: readonly string[]): (request: AddressedRequest) => string {
  const { header, hops, secretHeader, secretDigests } = readProxy(proxy);
  const digests = secretDigests.map((digest) => Buffer.from(digest, 'hex'));

  return ({ sourceIp, headerLines }) => {
    if (!isSecret(headerLines(secretHeader) ?? '', digests)) return sourceIp;
    const entry = headerLines(header)
      ?.split(',')
      .at(-1 - hops);
    return toAddress(entry?.trim() ?? '', header === ADDRESS_WITH_PORT) ?? sourceIp;
  };
}

/** The secret is random, so that its digest does not tell it. All digests are compared, each in constant time. */
function isSecret(text: string, digests: readonly Buffer[]): boolean {
  const digest = createHash('sha256').update(text).digest();
  return digests.map((known) => timingSafeEqual(known, digest)).includes(true);
}

/** Returns the address of `192.0.2.1`, `192.0.2.1:46532`, `2001:db8::1` or `[2001:db8::1]:46532`; undefined of anything else. */
function toAddress(entry: string, hasPort: boolean): string | undefined {
  const [, bracketed] = /^\[([^\]]*)\](?::\d+)?$/.exec(entry) ?? [];
  const withoutPort = hasPort || /^[\d.]+:\d+$/.test(entry) ? entry.replace(/:\d+$/, '') : entry;
  const address = bracketed ?? withoutPort;
  // a zone is a text of any form
  return isIP(address) !== 0 && !address.includes('%') ? address : undefined;
}
