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

/** Spells a group with four digits or as many as needed, in either case. */
const spellGroup = (group: number, isPadded: boolean, isUpper: boolean) => {
  const text = group.toString(16).padStart(isPadded ? 4 : 1, '0');
  return isUpper ? text.toUpperCase() : text;
};

/** An address, and one of its spellings. */
const spelledAddress = fc
  .record({
    groups: fc.array(fc.oneof(fc.constant(0), fc.nat(0xffff)), { minLength: 8, maxLength: 8 }),
    paddings: fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
    isUpper: fc.boolean(),
    isDotted: fc.boolean(),
    run: fc.nat(7),
    zone: fc.constantFrom('', '%eth0', '%1'),
  })
  .map(({ groups, paddings, isUpper, isDotted, run, zone }) => {
    const spelled = groups.map((group, place) => spellGroup(group, paddings[place] ?? false, isUpper));
    const [high = 0, low = 0] = groups.slice(6);
    const quad = [high >> 8, high & 255, low >> 8, low & 255].join('.');
    const parts = isDotted ? [...spelled.slice(0, 6), quad] : spelled;
    // the zeros starting at `run`; there may be none to omit
    let end = run;
    while (groups[end] === 0 && end < (isDotted ? 6 : 8)) end += 1;
    const isShort = end > run;
    const text = isShort
      ? `${parts.slice(0, run).join(':')}::${parts.slice(end).join(':')}`
      : parts.join(':');
    return { groups, text: text + zone };
  });

test('every spelling of an IPv6 address counts as the same /64 and /48, whose limit is eight times as high', () => {
  fc.assert(
    fc.property(spelledAddress, ({ groups, text }) => {
      fc.pre(groups.slice(0, 5).some((group) => group !== 0) || groups[5] !== 0xffff);
      const texts = groups.map((group) => group.toString(16));
      expect(toSources(text)).toEqual([
        { key: `${texts.slice(0, 4).join(':')}::/64`, share: 1 },
        { key: `${texts.slice(0, 3).join(':')}::/48`, share: 8 },
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
