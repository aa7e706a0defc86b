/** IP addresses and CIDR ranges for the IpAddress condition. */
import { BlockList, isIP } from 'node:net';

const prefixLength = /^(?:0|[1-9]\d{0,2})$/;

/**
 * Compiles a range such as `203.0.113.0/24` or `2001:db8::/32`. An address without a prefix is a range of one
 * address.
 * @returns a function that checks whether an address is in the range, and is false for anything but an
 * address of the same family; undefined if the range is invalid
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IPAddress
 */
export function compileIpRange(range: string): ((address: string) => boolean) | undefined {
  const [network = '', prefix, ...surplus] = range.split('/');
  const family = isIP(network);
  const longest = family === 4 ? 32 : 128;
  if (family === 0 || network.includes('%') || surplus.length > 0) return undefined;
  if (prefix !== undefined && !prefixLength.test(prefix)) return undefined;
  const bits = prefix === undefined ? longest : Number(prefix);
  if (bits > longest) return undefined;
  const kind = family === 4 ? 'ipv4' : 'ipv6';
  const list = new BlockList();
  list.addSubnet(network, bits, kind);
  return (address) => isIP(address) === family && list.check(address, kind);
}
