import { createHash } from 'node:crypto';
import { createClientAddressReader } from '../../../../lambda/shared/http/client-address';
import { formatProxy, type TrustedProxySettings } from '../../../../lib/stages/proxy-settings';

const SOURCE = '198.51.100.1';
const digestOf = (secret: string) => createHash('sha256').update(secret).digest('hex');
const [SECRET, FORMER] = ['a secret of 32 random bytes', 'the one before'];

const proxyOf = (change: Partial<TrustedProxySettings>): TrustedProxySettings => ({
  header: 'X-Forwarded-For',
  secretHeader: 'X-Origin-Verify',
  secretDigests: [digestOf(SECRET)],
  ...change,
});

const read = (
  proxy: TrustedProxySettings,
  headers: Readonly<Record<string, string>>,
  secret: string | undefined = SECRET,
) =>
  createClientAddressReader(formatProxy(proxy))({
    sourceIp: SOURCE,
    headerLines: (name) => ({ 'x-origin-verify': secret, ...headers })[name],
  });

const chain = (value: string) => ({ 'x-forwarded-for': value });

test.each([
  ['192.0.2.1, 198.51.100.1', 1, '192.0.2.1'],
  ['203.0.113.9, 192.0.2.1, 198.51.100.1', 1, '192.0.2.1'],
  ['203.0.113.9,192.0.2.1,10.0.0.1,198.51.100.1', 2, '192.0.2.1'],
  ['2001:db8::1, 198.51.100.1', 1, '2001:db8::1'],
  ['[2001:db8::1]:46532, 198.51.100.1', 1, '2001:db8::1'],
  ['192.0.2.1:46532, 198.51.100.1', 1, '192.0.2.1'],
])('in %j the entry with %d more after it counts: %s', (value, hops, address) => {
  expect(read(proxyOf({ hops }), chain(value))).toBe(address);
});

test.each([
  ['192.0.2.1:46532', '192.0.2.1'],
  ['2001:db8::1:46532', '2001:db8::1'],
  ['2001:db8:1:2:3:4:5:6:46532', '2001:db8:1:2:3:4:5:6'],
  ['[2001:db8::1]:46532', '2001:db8::1'],
])('CloudFront-Viewer-Address %s is an address with a port: %s', (value, address) => {
  const proxy = proxyOf({ header: 'CloudFront-Viewer-Address' });
  expect(read(proxy, { 'cloudfront-viewer-address': value })).toBe(address);
});

test.each([
  ['is not there', undefined],
  ['is empty', ''],
  ['is wrong', `${SECRET}.`],
  ['came twice', `${SECRET}, ${SECRET}`],
  ['is the digest', digestOf(SECRET)],
])('when the secret %s, the address that API Gateway saw counts', (_what, secret) => {
  const headers = {
    ...chain('192.0.2.1, 198.51.100.1'),
    ...(secret === undefined && { 'x-origin-verify': '' }),
  };
  expect(read(proxyOf({}), headers, secret)).toBe(SOURCE);
});

test('each of two secrets is accepted during a rotation', () => {
  const proxy = proxyOf({ secretDigests: [digestOf(FORMER), digestOf(SECRET)] });
  for (const secret of [SECRET, FORMER]) {
    expect(read(proxy, chain('192.0.2.1, 198.51.100.1'), secret)).toBe('192.0.2.1');
  }
});

test.each([
  ['', 1],
  ['198.51.100.1', 1],
  ['192.0.2.1, 198.51.100.1', 2],
  ['unknown, 198.51.100.1', 1],
  [', 198.51.100.1', 1],
  ['fe80::1%<script>, 198.51.100.1', 1],
  ['[192.0.2.1, 198.51.100.1', 1],
  ['192.0.2.256, 198.51.100.1', 1],
])('when the header holds no address there (%j), the one that API Gateway saw counts', (value, hops) => {
  expect(read(proxyOf({ hops }), chain(value))).toBe(SOURCE);
  expect(read(proxyOf({ hops }), {})).toBe(SOURCE);
});

test.each([
  [[]],
  [['x-forwarded-for']],
  [['x-forwarded-for', '1', 'x-origin-verify']],
  [['x-forwarded-for', '1', 'x-origin-verify', SECRET]],
  [['x-forwarded-for', '1', '', digestOf(SECRET)]],
  [['X-Forwarded-For', '1', 'x-origin-verify', digestOf(SECRET)]],
  [['x-forwarded-for', '-1', 'x-origin-verify', digestOf(SECRET)]],
])('%j is not a proxy, and none of it is quoted', (entries) => {
  expect(() => createClientAddressReader(entries)).toThrow(
    /^Missing or malformed environment variables: TRUSTED_PROXY$/,
  );
});
