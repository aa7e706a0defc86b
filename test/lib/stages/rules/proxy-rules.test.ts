import { hopsOf, type TrustedProxySettings } from '../../../../lib/stages/proxy-settings';
import { proxyRules } from '../../../../lib/stages/rules/proxy-rules';
import { stageSettings } from '../../../../lib/stages/stages';
import { validateStage } from '../../../../lib/stages/validate-stage';

const digest = 'a'.repeat(64);
const proxy: TrustedProxySettings = {
  header: 'X-Forwarded-For',
  secretHeader: 'X-Origin-Verify',
  secretDigests: [digest],
};

const keepsRules = (trustedProxy?: TrustedProxySettings, webAcl = false) =>
  proxyRules.every((rule) =>
    rule.holds({ ...stageSettings('dev'), webAcl, ...(trustedProxy && { trustedProxy }) }),
  );

test.each<[string, TrustedProxySettings | undefined]>([
  ['none', undefined],
  ['one proxy', proxy],
  ['two proxies', { ...proxy, hops: 2 }],
  ['two secrets', { ...proxy, secretDigests: [digest, 'b'.repeat(64)] }],
  ['its addresses', { ...proxy, addresses: ['192.0.2.0/24', '2001:db8::/48'] }],
  ['a header of one address', { ...proxy, header: 'CloudFront-Viewer-Address' }],
])('accepts %s', (_what, settings) => {
  expect(keepsRules(settings)).toBe(true);
});

test.each<Partial<TrustedProxySettings>>([
  { header: '' },
  { header: 'X Forwarded For' },
  { header: 'x-origin-verify' },
  { secretHeader: 'X-Origin,Verify' },
  { hops: 0 },
  { hops: 1.5 },
  { hops: 11 },
  { header: 'CloudFront-Viewer-Address', hops: -1 },
  { secretDigests: [] },
  { secretDigests: [digest, digest] },
  { secretDigests: ['the secret itself'] },
  { secretDigests: [digest.toUpperCase()] },
  { addresses: [] },
  { addresses: ['192.0.2.1'] },
  { addresses: ['192.0.2.0/33'] },
  { addresses: ['0.0.0.0/0'] },
  { addresses: ['::/0'] },
  { addresses: ['2001:db8::/129'] },
  { addresses: ['fe80::1%eth0/64'] },
  { addresses: ['proxy.example.com/32'] },
  { addresses: ['192.0.2.1/32', '192.0.2.1/32'] },
])('rejects %j', (fault) => {
  expect(keepsRules({ ...proxy, ...fault })).toBe(false);
});

test('accepts a web ACL with a proxy whose addresses are set', () => {
  const known = { ...proxy, addresses: ['192.0.2.1/32'] };
  expect([keepsRules(proxy, true), keepsRules(known, true), keepsRules(undefined, true)]).toEqual([
    false,
    true,
    true,
  ]);
});

test('the message never shows values that may be the secret itself', () => {
  const trustedProxy = { ...proxy, secretDigests: ['correct-horse-battery'] };
  const validate = () => validateStage('dev', { ...stageSettings('dev'), trustedProxy });
  expect(validate).toThrow('trustedProxy must have one or two secretDigests');
  expect(validate).not.toThrow('correct-horse');
});

test('X-Forwarded-For has one hop by default, and other headers have none', () => {
  expect(hopsOf(proxy)).toBe(1);
  expect(hopsOf({ ...proxy, header: 'x-forwarded-for', hops: 3 })).toBe(3);
  expect(hopsOf({ ...proxy, header: 'CloudFront-Viewer-Address' })).toBe(0);
});
