/** What counts as one source of requests: an IPv4 address, or the network that one customer gets in IPv6. */
import { isIPv6 } from 'node:net';

/** Groups of 16 bits in the part of an IPv6 address that names the network of one customer (RFC 6177 section 2: a /64 at least). */
const NETWORK_GROUPS = 4;

/**
 * The text under which a source is counted: `192.0.2.1`, or `2001:db8:0:7::/64`. What is no address counts as it is.
 * An IPv4 address in IPv6 form counts as IPv4 (RFC 4291 section 2.5.5.2).
 */
export function toSource(address: string): string {
  if (!isIPv6(address)) return address;
  const groups = toGroups(address);
  const prefix = groups.slice(0, 6).map((group) => group.toString(16));
  if (prefix.join(':') === '0:0:0:0:0:ffff') return toDottedQuad(groups.slice(6));
  return `${prefix.slice(0, NETWORK_GROUPS).join(':')}::/64`;
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
