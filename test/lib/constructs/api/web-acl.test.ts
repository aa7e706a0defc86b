import { authBodies } from '../../../../lambda/auth/bodies';
import { signingThrottles } from '../../../../lib/stack/signing-throttles';
import { stageSettings } from '../../../../lib/stages/stages';
import { synthStage } from '../../../support/synth-stack';

interface Rule {
  readonly Name: string;
  readonly Statement: Record<string, never>;
}

const template = synthStage('all-features');
const [acl] = Object.values(template.findResources('AWS::WAFv2::WebACL'));
const rules: readonly Rule[] = acl?.Properties.Rules;
const statementOf = (name: string) => JSON.stringify(rules.find(({ Name }) => Name === name)?.Statement);

/** Returns whether the firewall's rule for a path matches it. The test's paths need no decoding by the rule. */
function matches(name: string, path: string): boolean {
  const [, pattern = '(?!)'] = /"RegexString":"([^"]+)"/.exec(statementOf(name)) ?? [];
  return new RegExp(pattern).test(path);
}

test('it protects the stage', () => {
  template.hasResourceProperties('AWS::WAFv2::WebACLAssociation', {
    WebACLArn: { 'Fn::GetAtt': [Object.keys(template.findResources('AWS::WAFv2::WebACL'))[0], 'Arn'] },
  });
});

test.each([
  [
    'SignUpRate',
    ['/all-features/users', '/users', '/users/', '/sign-up'],
    ['/users/me', '/all-features/foo', '/sign-up/x', '/sign-in'],
  ],
  [
    'SessionRate',
    [
      '/all-features/sessions/create',
      '/sessions/refresh',
      '/sign-in',
      '/second-factor',
      '/forgot-password',
      '/confirm',
      '/oauth2/token',
    ],
    ['/sessions', '/all-features/foo', '/account', '/sign-in/x', '/oauth2/authorize'],
  ],
])('%s counts the calls by address', (name, counted, others) => {
  expect(statementOf(name)).toContain('"AggregateKeyType":"IP"');
  expect(counted.filter((path) => !matches(name, path))).toEqual([]);
  expect(others.filter((path) => matches(name, path))).toEqual([]);
});

test('with a base path it counts the calls there, and does not inspect their passwords', () => {
  const [under] = Object.values(
    synthStage('prod', { basePath: '/v1.0/auth' }).findResources('AWS::WAFv2::WebACL'),
  );
  const patterns = [...JSON.stringify(under?.Properties.Rules).matchAll(/"RegexString":"([^"]+)"/g)].map(
    ([, pattern = '']) => new RegExp(JSON.parse(`"${pattern}"`)),
  );
  const count = (path: string) => patterns.filter((pattern) => pattern.test(path)).length;
  // one rule counts the path, and another exempts it
  for (const path of ['/v1.0/auth/users', '/full/v1.0/auth/users/', '/v1.0/auth/sessions/create']) {
    expect(count(path)).toBe(2);
  }
  for (const path of ['/users', '/all-features/users', '/v1x0/auth/users', '/auth/users'])
    expect(count(path)).toBe(0);
});

test('a body that looks like an attack is blocked, unless it contains a password', () => {
  const group = statementOf('CommonRules');
  const bodyRules = ['SizeRestrictions', 'EC2MetaDataSSRF', 'GenericLFI', 'GenericRFI', 'CrossSiteScripting'];
  const block = statementOf('BodiesWithoutSecrets');
  for (const rule of bodyRules) {
    expect(group).toContain(`{"ActionToUse":{"Count":{}},"Name":"${rule}_BODY"}`);
    expect(block).toContain(`"Key":"awswaf:managed:aws:core-rule-set:${rule}_Body"`);
  }
  const [, spared = ''] = block.split('"NotStatement"');
  for (const key of Object.keys(authBodies)) {
    const [, path = ''] = key.replaceAll(/\{\w+\}/g, '[^/]+').split(' ');
    expect(spared).toContain(`${path}/?$`);
  }
  // forms have passwords, codes, passkeys and URLs of apps
  for (const path of ['/sign-in', '/sign-up', '/confirm', '/account', '/account/factors', '/oauth2/token']) {
    expect(spared).toContain(`${path}/?$`);
  }
});

test('a client may omit its User-Agent', () => {
  expect(statementOf('CommonRules')).toContain('{"ActionToUse":{"Count":{}},"Name":"NoUserAgent_HEADER"}');
});

test('its log contains no token, cookie or query, and no allowed request', () => {
  template.hasResourceProperties('AWS::WAFv2::LoggingConfiguration', {
    RedactedFields: [
      { SingleHeader: { Name: 'authorization' } },
      { SingleHeader: { Name: 'cookie' } },
      { QueryString: {} },
    ],
    LoggingFilter: { DefaultBehavior: 'DROP' },
  });
  expect(JSON.stringify(acl)).not.toContain('"SampledRequestsEnabled":true');
});

test.each(['BODY', 'QUERY_STRING'])('the log does not quote what a rule finds in the %s', (FieldType) => {
  expect(acl?.Properties.DataProtectionConfig.DataProtections).toContainEqual({
    Field: { FieldType },
    Action: 'SUBSTITUTION',
    ExcludeRuleMatchDetails: false,
    ExcludeRateBasedDetails: false,
  });
});

test('every request of an address counts, on every path, with a limit below the rate of a route in prod', () => {
  const { RateBasedStatement: rate } = JSON.parse(statementOf('RequestRate'));
  expect(rate).toEqual({ AggregateKeyType: 'IP', EvaluationWindowSec: 300, Limit: 10_000 });
  const settings = stageSettings('prod');
  const rates = Object.values(signingThrottles(settings)).map(({ rateLimit }) => rateLimit);
  expect(rate.Limit / 300).toBeLessThan(Math.min(settings.throttlingRateLimit, ...rates) / 2);
});

test('prod has one, and dev none', () => {
  synthStage('prod').resourceCountIs('AWS::WAFv2::WebACL', 1);
  synthStage('dev').resourceCountIs('AWS::WAFv2::WebACL', 0);
});

test('behind a proxy the rate limits ignore its addresses, and no others', () => {
  const behind = synthStage('prod', {
    trustedProxy: {
      header: 'X-Forwarded-For',
      secretHeader: 'X-Origin-Verify',
      secretDigests: ['a'.repeat(64)],
      addresses: ['192.0.2.1/32', '2001:db8::/48', '198.51.100.0/24'],
    },
  });
  const sets = Object.entries(behind.findResources('AWS::WAFv2::IPSet'));
  expect(sets.map(([, { Properties }]) => Properties)).toEqual([
    expect.objectContaining({ IPAddressVersion: 'IPV4', Addresses: ['192.0.2.1/32', '198.51.100.0/24'] }),
    expect.objectContaining({ IPAddressVersion: 'IPV6', Addresses: ['2001:db8::/48'] }),
  ]);
  const left = sets.map(([id]) => ({
    NotStatement: { Statement: { IPSetReferenceStatement: { Arn: { 'Fn::GetAtt': [id, 'Arn'] } } } },
  }));
  const [itsAcl] = Object.values(behind.findResources('AWS::WAFv2::WebACL'));
  const itsRules: readonly Rule[] = itsAcl?.Properties.Rules;
  const rates = itsRules.flatMap(({ Statement }) => Statement.RateBasedStatement ?? []);
  expect(rates).toHaveLength(3);
  for (const rate of rates) {
    expect(rate).toMatchObject({
      AggregateKeyType: 'IP',
      ScopeDownStatement: { AndStatement: { Statements: expect.arrayContaining(left) } },
    });
  }
  template.resourceCountIs('AWS::WAFv2::IPSet', 0);
});
