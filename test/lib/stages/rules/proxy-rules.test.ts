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
  ['a header of one address', { ...proxy, header: 'CloudFront-Viewer-Address' }],
])('%s is accepted', (_what, settings) => {
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
])('%j is refused', (fault) => {
  expect(keepsRules({ ...proxy, ...fault })).toBe(false);
});

test('a web ACL of the API is refused beside it', () => {
  expect([keepsRules(proxy, true), keepsRules(undefined, true)]).toEqual([false, true]);
});

test('the message never shows what may be the secret itself', () => {
  const trustedProxy = { ...proxy, secretDigests: ['correct-horse-battery'] };
  const validate = () => validateStage('dev', { ...stageSettings('dev'), trustedProxy });
  expect(validate).toThrow('trustedProxy must have one or two secretDigests');
  expect(validate).not.toThrow('correct-horse');
});

test('one proxy stands to the right in X-Forwarded-For, and none in other headers', () => {
  expect(hopsOf(proxy)).toBe(1);
  expect(hopsOf({ ...proxy, header: 'x-forwarded-for', hops: 3 })).toBe(3);
  expect(hopsOf({ ...proxy, header: 'CloudFront-Viewer-Address' })).toBe(0);
});
