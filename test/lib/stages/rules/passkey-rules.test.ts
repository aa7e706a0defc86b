import type { PasskeySettings } from '../../../../lib/stages/factors/passkey-settings';
import type { StageSettings } from '../../../../lib/stages/stage-settings';
import { stageSettings } from '../../../../lib/stages/stages';
import { validateStage } from '../../../../lib/stages/validate-stage';

const app = 'https://app.example.com';
const other = 'https://app.example.net';

const stage: StageSettings = { ...stageSettings('dev'), corsOrigins: [], pages: undefined };
const customDomain = {
  name: 'auth.example.com',
  certificateArn: 'arn:aws:acm:eu-central-1:111122223333:certificate/00000000-0000-0000-0000-000000000000',
};
const validate = (passkeys: PasskeySettings | undefined, settings: Partial<StageSettings> = {}) =>
  validateStage('dev', { ...stage, passkeys, ...settings });

test.each<[string, PasskeySettings, Partial<StageSettings>]>([
  ['the defaults', {}, {}],
  ['any origin, of which none may use passkeys', {}, { corsOrigins: ['*'] }],
  ['a local front end', {}, { corsOrigins: ['http://localhost', 'http://localhost:5173'] }],
  ['the domain and its subdomains', { rpId: 'example.com' }, { corsOrigins: [app, 'https://example.com'] }],
  ['another port', { rpId: 'example.com' }, { corsOrigins: [`${app}:8443`] }],
  ['pages below the domain of the API', {}, { corsOrigins: ['https://a.auth.example.com'], customDomain }],
  ['pages that may not use passkeys', { origins: [] }, { corsOrigins: [app] }],
  ['related origins', { relatedOrigins: [app] }, { corsOrigins: [app], customDomain }],
  [
    'related origins in their list',
    { rpId: 'example.com', origins: [app, other], relatedOrigins: [other] },
    {},
  ],
  ['a name', { rpName: 'Größe ✓' }, {}],
  ['one release before them', {}, { alsoGrant: { passkeys: { signUp: true } } }],
])('accepts %s', (_, passkeys, settings) => {
  expect(() => validate(passkeys, settings)).not.toThrow();
});

/** What is refused, the message, the passkeys, and other settings. */
type Fault = [what: string, message: string, passkeys: PasskeySettings, settings?: Partial<StageSettings>];

const faults: Fault[] = [
  ...[{}, { alsoGrant: { secondFactor: 'optional' } as const }].map(
    (more): Fault => [
      `a stage without second factors and ${JSON.stringify(more)}`,
      "passkeys needs secondFactor to be 'optional' or 'required'; it is {}.",
      {},
      { secondFactor: 'off', ...more },
    ],
  ),
  ...['https://example.com', 'example.com:443', 'Example.com', 'localhost', '127.0.0.1', 'com', ''].map(
    (rpId): Fault => [
      `the id ${JSON.stringify(rpId)}`,
      'passkeys must have an rpId in lower case such as example.com, without scheme and port, or none',
      { rpId },
    ],
  ),
  [
    'the host that API Gateway gives to the API',
    'passkeys must have no rpId that is a host of API Gateway: leave it out, or set customDomain',
    { rpId: 'a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com' },
    { customDomain },
  ],
  ...['', 'a\nb', 'x'.repeat(65)].map(
    (rpName): Fault => [
      `the name ${JSON.stringify(rpName)}`,
      'passkeys must have an rpName of 1 to 64 characters, without control characters, or none',
      { rpName },
    ],
  ),
  ...[
    `${app}/`,
    `${app}/sign-in`,
    'http://app.example.com',
    'https://app.example.com:443',
    'https://203.0.113.7',
    'https://a,b.example.com',
    'app.example.com',
    'null',
    '*',
  ].map(
    (origin): Fault => [
      `the origin ${origin}`,
      'passkeys must have origins such as https://app.example.com, each once and without a path, or none',
      { rpId: 'example.com', origins: [origin] },
    ],
  ),
  [
    'an origin twice',
    'passkeys must have origins such as https://app.example.com, each once',
    { rpId: 'example.com', origins: [app, app] },
  ],
  ...[other, 'https://badexample.com', 'http://localhost:5173', 'https://example.com.example.net'].map(
    (origin): Fault => [
      `${origin}, which the id does not cover`,
      'passkeys must have origins that rpId covers',
      { rpId: 'example.com', origins: [origin] },
    ],
  ),
  ['another origin without an id', 'passkeys must have origins that rpId covers', { origins: [app] }],
  ...[app, 'http://app.example.com'].map(
    (origin): Fault => [
      `${origin} in corsOrigins`,
      `corsOrigins must hold only origins that may use passkeys. Set passkeys.rpId to a domain that covers them, name them in passkeys.relatedOrigins, or list in passkeys.origins those that may, such as []; it is ["${origin}"].`,
      {},
      { corsOrigins: [origin] },
    ],
  ),
  [
    'a local front end with a domain',
    'corsOrigins must hold only origins that may use passkeys',
    {},
    { corsOrigins: ['http://localhost:5173'], customDomain },
  ],
  ...(
    [
      ['that are not in origins', { origins: [], relatedOrigins: [other] }],
      ['that are covered', { origins: [app], relatedOrigins: [app] }],
      ['that repeat', { origins: [other], relatedOrigins: [other, other] }],
      ['without https', { origins: ['http://localhost:5173'], relatedOrigins: ['http://localhost:5173'] }],
    ] as const
  ).map(
    ([what, passkeys]): Fault => [
      `related origins ${what}`,
      'passkeys must have relatedOrigins that are in origins, or in corsOrigins without origins, each once, with https, and not covered by rpId',
      { rpId: 'example.com', ...passkeys },
    ],
  ),
  [
    'six related origins',
    'passkeys must have at most 5 relatedOrigins: browsers may ignore further ones',
    { rpId: 'example.com', ...both(['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `https://${name}.example`)) },
  ],
  [
    'related origins of a host of API Gateway',
    'passkeys must have an rpId with relatedOrigins, or the stage a customDomain: nothing can be published at the root of a host of API Gateway',
    both([app]),
  ],
];

function both(origins: readonly string[]): PasskeySettings {
  return { origins, relatedOrigins: origins };
}

test.each(faults)('refuses %s', (...[, message, passkeys, settings]) => {
  expect(() => validate(passkeys, settings)).toThrow(`Stage dev: ${message}`);
});

test('grants of passkeys need second factors, also one release early', () => {
  const off = { secondFactor: 'off', trustedDevices: 'off' } as const;
  const alsoGrant = { passkeys: {} };
  expect(() => validate(undefined, { ...off, alsoGrant })).toThrow(
    'alsoGrant must have secondFactor with passkeys, in a stage without second factors',
  );
  const both = { ...alsoGrant, secondFactor: 'optional' } as const;
  expect(() => validate(undefined, { ...off, alsoGrant: both })).not.toThrow();
});
