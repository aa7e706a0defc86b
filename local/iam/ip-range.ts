/** IP addresses and CIDR ranges, as the IpAddress condition compares them. */
import { BlockList, isIP } from 'node:net';

/** Says whether an address lies in a range such as `203.0.113.0/24` or `2001:db8::/32`; false for whatever is no address. */
export function isInRange(address: string, range: string): boolean {
  const [network = '', prefix, ...surplus] = range.split('/');
  const family = isIP(network);
  if (family === 0 || surplus.length > 0 || isIP(address) !== family) return false;
  const bits = prefix === undefined ? (family === 4 ? 32 : 128) : Number(prefix);
  if (prefix === '' || !Number.isInteger(bits) || bits < 0 || bits > (family === 4 ? 32 : 128)) return false;
  const kind = family === 4 ? 'ipv4' : 'ipv6';
  const list = new BlockList();
  list.addSubnet(network, bits, kind);
  return list.check(address, kind);
}
