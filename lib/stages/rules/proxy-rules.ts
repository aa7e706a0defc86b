/** The rules for a proxy in front of a stage. */
import { isIP } from 'node:net';
import { hopsOf } from '../proxy-settings';
import { isCount, isUnique, type StageRule } from './setting-rule';

const HEADER_NAME = /^[A-Za-z0-9-]{1,64}$/;

export const proxyRules: readonly StageRule[] = [
  {
    setting: 'trustedProxy',
    demand: 'must have a header and another secretHeader, of letters, digits and "-"',
    holds: ({ trustedProxy: proxy }) =>
      proxy === undefined ||
      ([proxy.header, proxy.secretHeader].every((name) => HEADER_NAME.test(name)) &&
        proxy.header.toLowerCase() !== proxy.secretHeader.toLowerCase()),
  },
  {
    setting: 'trustedProxy',
    demand:
      'must have whole hops from 0 to 10, and from 1 up for X-Forwarded-For, which ends in the proxy itself',
    holds: ({ trustedProxy: proxy }) =>
      proxy === undefined ||
      isCount(hopsOf(proxy), proxy.header.toLowerCase() === 'x-forwarded-for' ? 1 : 0, 10),
  },
  {
    setting: 'trustedProxy',
    demand:
      'must have one or two secretDigests, each 64 hexadecimal digits in lower case: never the secret itself',
    holds: ({ trustedProxy: proxy }) =>
      proxy === undefined ||
      (isCount(proxy.secretDigests.length, 1, 2) &&
        isUnique(proxy.secretDigests) &&
        proxy.secretDigests.every((digest) => /^[0-9a-f]{64}$/.test(digest))),
  },
  {
    setting: 'trustedProxy',
    demand:
      'must have addresses with webAcl, which would count all users as the proxy: name them, or set webAcl to false',
    holds: ({ trustedProxy: proxy, webAcl }) =>
      proxy === undefined || !webAcl || proxy.addresses !== undefined,
  },
  {
    setting: 'trustedProxy',
    demand: 'must have addresses such as 203.0.113.7/32 or 2001:db8::/48, 10,000 at most',
    holds: ({ trustedProxy: proxy }) =>
      proxy?.addresses === undefined ||
      (isCount(proxy.addresses.length, 1, 10_000) &&
        isUnique(proxy.addresses) &&
        proxy.addresses.every(isAddressRange)),
  },
];

/** Returns whether a text is an address range that AWS WAF accepts; WAF rejects `/0`. */
function isAddressRange(text: string): boolean {
  const [, address = '', length = ''] = /^([\da-f.:]+)\/(\d{1,3})$/i.exec(text) ?? [];
  const family = isIP(address);
  return family !== 0 && isCount(Number(length), 1, family === 4 ? 32 : 128);
}
