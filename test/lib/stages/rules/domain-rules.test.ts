import type { StageSettings } from '../../../../lib/stages/stage-settings';
import { stageSettings } from '../../../../lib/stages/stages';
import { validateStage } from '../../../../lib/stages/validate-stage';

const full = stageSettings('all-features');
const domain = { name: 'auth.example.com', certificateArn: full.customDomain?.certificateArn ?? '' };
const next = { ...domain, id: 'LoginDomain', name: 'login.example.com' };

const wrong = [
  [{ name: 'https://login.example.com' }, 'must have a name in lower case such as auth.example.com'],
  [{ name: 'Login.example.com' }, 'must have a name in lower case'],
  [
    { certificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/a' },
    'must have a certificateArn of ACM in the region of the stack',
  ],
  [{ hostedZoneId: 'example.com' }, 'must have a hostedZoneId such as Z0123456789ABC, or none'],
  [{ id: 'Table' }, 'must have an id such as LoginDomain, or none'],
] as const;

const faults: [Partial<StageSettings>, string][] = [
  ...wrong.flatMap(([change, message]): [Partial<StageSettings>, string][] => [
    [{ customDomain: { ...next, ...change } }, `customDomain ${message}`],
    [{ additionalDomains: [{ ...next, ...change }] }, `additionalDomains ${message}`],
  ]),
  [{ additionalDomains: [{ ...next, name: domain.name }] }, 'additionalDomains must have another name'],
  [
    { additionalDomains: [next, { ...next, name: 'a.example.com' }] },
    'additionalDomains must have another name',
  ],
  [
    { additionalDomains: [{ ...domain, name: next.name }] },
    'additionalDomains must have another name and another id than customDomain and each other; an id that is not set is CustomDomain',
  ],
  [{ privateApi: { vpcEndpointIds: ['vpce-0123456789abcdef0'] } }, 'privateApi must not be set with'],
  [
    {
      customDomain: undefined,
      standby: undefined,
      additionalDomains: [next],
      privateApi: { vpcEndpointIds: ['vpce-0123456789abcdef0'] },
    },
    'privateApi must not be set with customDomain and additionalDomains',
  ],
];

test.each(faults)('rejects %j', (settings, message) => {
  expect(() => validateStage('all-features', { ...full, ...settings } as StageSettings)).toThrow(
    `Stage all-features: ${message}`,
  );
});

test.each([
  ['the next name with the current one', { customDomain: domain, additionalDomains: [next] }],
  ['the former name with the current one', { customDomain: next, additionalDomains: [domain] }],
  ["a first name with API Gateway's own host name", { additionalDomains: [next], standby: undefined }],
])('accepts %s', (_, settings) => {
  const { customDomain: __, passkeys: ___, ...others } = full;
  expect(() => validateStage('all-features', { ...others, ...settings })).not.toThrow();
});
