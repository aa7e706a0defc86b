/** Determines the sources of a request: an IPv4 address, or the IPv6 networks that one customer may have. */
import { isIPv6 } from 'node:net';

/** A source, and its share of attempts. */
export interface Source {
  /** The key under which it is counted: `192.0.2.1`, `2001:db8:0:7::/64` or `2001:db8:0::/48`. */
  readonly key: string;
  /** Multiplies the limit of one address. */
  readonly share: number;
}

/**
 * The networks of an IPv6 address that are counted, smallest first. A customer gets at least a /64, and often
 * a /48 (RFC 6177 section 2). Many customers may also share a /48, so its limit is higher.
 */
const NETWORKS = [
  { bits: 64, share: 1 },
  { bits: 48, share: 8 },
] as const;

/**
 * Returns the sources of a request from an address. Text that is not an address is its own source. An IPv4
 * address in IPv6 form counts as IPv4 (RFC 4291 section 2.5.5.2).
 */
export function toSources(address: string): readonly [Source, ...Source[]] {
  if (!isIPv6(address)) return [{ key: address, share: 1 }];
  const groups = toGroups(address);
  const prefix = groups.slice(0, 6).map((group) => group.toString(16));
  if (prefix.join(':') === '0:0:0:0:0:ffff') return [{ key: toDottedQuad(groups.slice(6)), share: 1 }];
  const toNetwork = ({ bits, share }: (typeof NETWORKS)[number]): Source => ({
    key: `${prefix.slice(0, bits / 16).join(':')}::/${bits}`,
    share,
  });
  const [smallest, ...wider] = NETWORKS;
  return [toNetwork(smallest), ...wider.map(toNetwork)];
}

/** Returns the eight groups of an IPv6 address in any spelling (RFC 4291 section 2.2). */
function toGroups(address: string): readonly number[] {
  const [withoutZone = ''] = address.split('%');
  const [head = [], tail = []] = withoutZone.split('::').map(readGroups);
  const zeros = Array<number>(8 - head.length - tail.length).fill(0);
  return [...head, ...zeros, ...tail];
}

function readGroups(text: string): readonly number[] {
  if (text === '') return [];
  return text.split(':').flatMap((part) => {
    if (!part.includes('.')) return [Number.parseInt(part, 16)];
    const [a = 0, b = 0, c = 0, d = 0] = part.split('.').map(Number);
    return [a * 256 + b, c * 256 + d];
  });
}

function toDottedQuad(groups: readonly number[]): string {
  return groups.flatMap((group) => [group >> 8, group & 255]).join('.');
}
