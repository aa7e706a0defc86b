/** What counts as one source of requests: an IPv4 address, or the networks that one customer may get in IPv6. */
import { isIPv6 } from 'node:net';

/** A source, and how much it may try. */
export interface Source {
  /** The text under which it is counted: `192.0.2.1`, `2001:db8:0:7::/64` or `2001:db8:0::/48`. */
  readonly key: string;
  /** How many times the limit of one address. */
  readonly share: number;
}

/**
 * The networks of an IPv6 address that are counted, the smallest first: a customer gets a /64 at least, and often a /48 (RFC 6177
 * section 2). Many customers may share a /48 as well, so it may try more.
 */
const NETWORKS = [
  { bits: 64, share: 1 },
  { bits: 48, share: 8 },
] as const;

/**
 * Returns what a request from an address is counted on. What is not an address counts as it is. An IPv4 address in IPv6 form counts
 * as IPv4 (RFC 4291 section 2.5.5.2).
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

/** The eight groups of an IPv6 address in any of its spellings (RFC 4291 section 2.2). */
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
