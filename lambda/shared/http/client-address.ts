/**
 * The address of a client behind a proxy that authenticates with a secret. A separate file next to the bundle,
 * loaded only if a proxy is configured.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';

/** A proxy in front of the API. It names a request's origin in a header. */
interface TrustedProxy {
  /** The name of the header with the client's address, in lower case. */
  readonly header: string;
  /** How many addresses follow the client's in that header. */
  readonly hops: number;
  /** The name of the header with the proxy's secret, in lower case. */
  readonly secretHeader: string;
  /** SHA-256 digests of the accepted secrets, in hexadecimal. */
  readonly secretDigests: readonly string[];
}

/**
 * Reads a proxy from the environment's form: `[header, hops, header of the secret, digest, …]`.
 * @throws Error that quotes none of it
 */
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

/** The parts of a request that the address depends on. */
export interface AddressedRequest {
  /** The source address that API Gateway saw. */
  readonly sourceIp: string;
  /** All lines of a header as one value. The name is in lower case. */
  headerLines(name: string): string | undefined;
}

/** CloudFront appends the port to the address, even to an IPv6 address, which it writes without brackets. */
const ADDRESS_WITH_PORT = 'cloudfront-viewer-address';

/**
 * Creates the reader of the client's address, from a proxy in the environment's form. Without the secret, a
 * request did not come through the proxy. If the header holds no address, the reader cannot interpret it. In
 * both cases it returns the address that API Gateway saw, which nothing in a request can change.
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

/**
 * Whether a text is an accepted secret. A secret is random, so its digest does not reveal it. All digests are
 * compared, each in constant time.
 */
function isSecret(text: string, digests: readonly Buffer[]): boolean {
  const digest = createHash('sha256').update(text).digest();
  return digests.map((known) => timingSafeEqual(known, digest)).includes(true);
}

/**
 * Returns the address in `192.0.2.1`, `192.0.2.1:46532`, `2001:db8::1` or `[2001:db8::1]:46532`, or undefined
 * for anything else.
 */
function toAddress(entry: string, hasPort: boolean): string | undefined {
  const [, bracketed] = /^\[([^\]]*)\](?::\d+)?$/.exec(entry) ?? [];
  const withoutPort = hasPort || /^[\d.]+:\d+$/.test(entry) ? entry.replace(/:\d+$/, '') : entry;
  const address = bracketed ?? withoutPort;
  // A zone is arbitrary text.
  return isIP(address) !== 0 && !address.includes('%') ? address : undefined;
}
