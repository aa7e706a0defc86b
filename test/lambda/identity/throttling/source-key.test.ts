import { isIPv6 } from 'node:net';
import fc from 'fast-check';
import { toSources } from '../../../../lambda/identity/throttling/source-key';

test.each([
  ['192.0.2.1', '192.0.2.1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['::ffff:c000:201', '192.0.2.1'],
  ['2001:db8:0:7:1:2:3:4', '2001:db8:0:7::/64'],
  ['2001:db8:0:7::192.0.2.1', '2001:db8:0:7::/64'],
  ['::1', '0:0:0:0::/64'],
  ['::192.0.2.1', '0:0:0:0::/64'],
  ['::ffff:192.0.2.1%eth0', '192.0.2.1'],
])('%s counts as %s', (address, source) => {
  expect(toSources(address)[0]).toEqual({ key: source, share: 1 });
  // IPv4 addresses have one source
  expect(toSources(address)).toHaveLength(source.includes('/') ? 2 : 1);
});

/** Returns the groups of an address, as the URL parser of Node reads it. */
function groupsOf(address: string): readonly string[] {
  const { hostname } = new URL(`http://[${address}]`);
  const [head = [], tail = []] = hostname
    .slice(1, -1)
    .split('::')
    .map((part) => part.split(':').filter(Boolean));
  return [...head, ...Array<string>(8 - head.length - tail.length).fill('0'), ...tail];
}

test('every spelling of an IPv6 address counts as the same /64 and /48, whose limit is eight times as high', () => {
  const pad = (address: string) =>
    address.replace(/(?<![\w.])[\da-f]+(?![\w.])/g, (group) => group.padStart(4, '0'));
  const spell = fc.constantFrom(String, pad, (address: string) => address.toUpperCase());
  fc.assert(
    fc.property(fc.ipV6(), spell, fc.constantFrom('', '%eth0', '%1'), (address, respell, zone) => {
      const groups = groupsOf(address);
      fc.pre(groups.slice(0, 6).join(':') !== '0:0:0:0:0:ffff');
      expect(toSources(respell(address) + zone)).toEqual([
        { key: `${groups.slice(0, 4).join(':')}::/64`, share: 1 },
        { key: `${groups.slice(0, 3).join(':')}::/48`, share: 8 },
      ]);
    }),
  );
});

test('any text that is not an IPv6 address is its own source', () => {
  const texts = fc.oneof(
    fc.string(),
    fc.ipV4(),
    fc.ipV6().map((address) => `${address}:`),
    fc.constantFrom('', '%', '192.0.2.256', '1::2::3', '2001:db8::/32', '::ffff:1.2.3.4.5'),
  );
  fc.assert(
    fc.property(texts, (text) => {
      fc.pre(!isIPv6(text));
      expect(toSources(text)).toEqual([{ key: text, share: 1 }]);
    }),
  );
});
