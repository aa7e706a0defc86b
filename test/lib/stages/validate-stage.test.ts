import { Duration } from 'aws-cdk-lib';
import { authBodies } from '../../../lambda/auth/bodies';
import { parseUsername } from '../../../lambda/identity/accounts/username';
import { checkPassword } from '../../../lambda/identity/passwords/password-policy';
import { parseBody } from '../../../lambda/shared/http/parse-body';
import { ConfigurationError } from '../../../lib/stages/configuration-error';
import type { StageSettings } from '../../../lib/stages/stage-settings';
import { stageSettings } from '../../../lib/stages/stages';
import { validateStage } from '../../../lib/stages/validate-stage';

const argon2 = { memoryKib: 19_456, iterations: 2, parallelism: 1 };

const faults: [Partial<StageSettings>, string][] = [
  [
    { region: 'Frankfurt' },
    'region must be the name of an AWS region, such as eu-central-1; it is "Frankfurt".',
  ],
  [{ customerManagedKey: true }, 'customerManagedKey needs region'],
  [
    { basePath: 'auth' },
    'basePath must be empty, or start with a slash, not end with one, and otherwise hold only letters, digits, "-", "." and "_"; it is "auth".',
  ],
  [{ basePath: '/auth/' }, 'basePath must be empty'],
  [{ basePath: '/{proxy+}' }, 'basePath must be empty'],
  [{ corsOrigins: ['https://app.example.com/'] }, 'corsOrigins must hold origins'],
  [{ corsOrigins: ['*', 'https://app.example.com'] }, 'corsOrigins must hold origins'],
  [{ corsOrigins: ['https://a.example', 'https://a.example'] }, 'corsOrigins must hold origins'],
  [{ corsOrigins: ['null'] }, 'corsOrigins must hold origins'],
  [
    { accessTokenLifetime: Duration.seconds(59) },
    'accessTokenLifetime must be between 1 minute and 1 day; it is "59 seconds".',
  ],
  [{ accessTokenLifetime: Duration.days(2) }, 'accessTokenLifetime must be'],
  [{ accessTokenLifetime: Duration.millis(90_500) }, 'accessTokenLifetime must be'],
  [{ failureDecayPeriod: Duration.hours(23) }, 'failureDecayPeriod must be between 1 day and 1 year'],
  [{ failureDecayPeriod: Duration.days(366) }, 'failureDecayPeriod must be'],
  [{ authorizerCacheTtl: Duration.hours(2) }, 'authorizerCacheTtl must be between 0 and 1 hour'],
  [{ jwksMaxAge: Duration.days(2) }, 'jwksMaxAge must be'],
  [
    { sessionsNotBefore: new Date('yesterday') },
    'sessionsNotBefore must be a valid date; it is Invalid Date.',
  ],
  [{ issuer: 'http://auth.example.com' }, 'issuer must be an https URL'],
  [{ issuer: 'https://auth.example.com/' }, 'issuer must be an https URL'],
  [{ issuer: 'https://auth.example.com?x' }, 'issuer must be an https URL'],
  [{ acceptedIssuers: ['https://a.example,https://b.example'] }, 'acceptedIssuers must hold'],
  [{ audience: '' }, 'audience must be printable ASCII without spaces and commas; it is "".'],
  [{ audience: 'a,b' }, 'audience must be printable ASCII without spaces and commas'],
  [{ acceptedAudiences: ['a', ''] }, 'acceptedAudiences must hold texts of printable ASCII'],
  [{ clientId: 'two words' }, 'clientId must be'],
  [
    { passwordMinLength: 14 },
    "passwordMinLength must be a whole number from 15 up, or from 8 up with secondFactor: 'required'; it is 14.",
  ],
  [{ passwordMaxLength: 63 }, 'passwordMaxLength must be a whole number from 64 to 320'],
  [{ passwordMaxLength: 321 }, 'passwordMaxLength must be'],
  [{ passwordMinLength: 100, passwordMaxLength: 99 }, 'passwordMaxLength must be'],
  [{ argon2: { ...argon2, memoryKib: 1_000 } }, 'argon2 must reach'],
  [{ argon2: { ...argon2, iterations: 1 } }, 'argon2 must reach'],
  [{ argon2: { ...argon2, iterations: 1.5 } }, 'argon2 must have whole numbers'],
  [{ argon2: { ...argon2, parallelism: 0 } }, 'argon2 must have whole numbers'],
  [{ signingKeys: [] }, 'signingKeys must have exactly one entry with status "signing"; it is [].'],
  [{ signingKeys: [{ id: 'key', status: 'signing' }] }, 'signingKeys must have PascalCase ids'],
  [
    {
      signingKeys: [
        { id: 'A', status: 'signing' },
        ...['B', 'C', 'D'].map((id) => ({ id, status: 'published' as const })),
      ],
    },
    'signingKeys must have at most 3 entries that are not "retired"',
  ],
  [
    {
      signingKeys: [
        { id: 'Key', status: 'signing' },
        { id: 'Key', status: 'retired' },
      ],
    },
    'signingKeys must have PascalCase ids, each once',
  ],
  [{ freeSignInFailures: 0 }, 'freeSignInFailures must be a whole number from 1 to 10'],
  [{ freeSignInFailures: 11 }, 'freeSignInFailures must be'],
  [{ maxSignInFailures: 9 }, 'maxSignInFailures must be a whole number from 10 to 100'],
  [{ maxSignInFailures: 101 }, 'maxSignInFailures must be'],
  [{ maxSignInFailuresPerSource: 0 }, 'maxSignInFailuresPerSource must be'],
  [{ maxSignUpsPerSource: 1.5 }, 'maxSignUpsPerSource must be'],
  [{ serviceName: '' }, 'serviceName must have 1 to 64 characters'],
  [{ serviceName: 'x'.repeat(65) }, 'serviceName must have'],
  [{ serviceName: 'x\r\nBcc: eve@example.com' }, 'serviceName must have no control characters'],
  [{ serviceName: 'x\u0000' }, 'serviceName must have no control characters'],
  [{ serviceName: 'x\u2028y' }, 'serviceName must have no control characters'],
  [{ serviceName: 'x\ud800' }, 'serviceName must have no control characters'],
  [{ formerArgon2: [{ ...argon2, memoryKib: 7 }] }, 'formerArgon2 must have whole numbers'],
  [{ formerArgon2: [argon2, { ...argon2, iterations: 0 }] }, 'formerArgon2 must have'],
  [{ formerArgon2: [{ ...argon2, parallelism: 1.5 }] }, 'formerArgon2 must have'],
  [{ throttlingRateLimit: 0 }, 'throttlingRateLimit must be'],
  [{ throttlingBurstLimit: 1.5 }, 'throttlingBurstLimit must be'],
];

test.each(faults)('rejects %j', (fault, message) => {
  expect(() => validateStage('dev', { ...stageSettings('dev'), ...fault })).toThrow(`Stage dev: ${message}`);
});

test('a body has room for the longest allowed password in every encoding', () => {
  const [longest, escaped] = [320, '\\ud83d\\ude00'];
  expect(() => validateStage('dev', { ...stageSettings('dev'), passwordMaxLength: longest })).not.toThrow();
  // every letter of the name in a form that NFKC converts to a letter of
  const text = `{"username":"${'\\ud835\\udc1a'.repeat(64)}","password":"${escaped.repeat(longest)}"}`;
  const body = parseBody(
    { text, isBase64Encoded: false, contentType: 'application/json' },
    authBodies['POST /users'],
  );
  expect(parseUsername(body.username)?.normalised).toBe('a'.repeat(64));
  expect(checkPassword(body.password, { minLength: longest, maxLength: longest })).toEqual([]);
});

test('throws a ConfigurationError, which is shown without its stack', () => {
  const settings = { ...stageSettings('dev'), audience: '' };
  expect(() => validateStage('dev', settings)).toThrow(ConfigurationError);
});

test('names every fault on its own line', () => {
  const settings = { ...stageSettings('dev'), audience: '', clientId: '', passwordMinLength: 1 };
  expect(() => validateStage('dev', settings)).toThrow(
    /^Stage dev: audience .+\nStage dev: clientId .+\nStage dev: passwordMinLength .+$/,
  );
});

test('lifts the throttles for tests only', () => {
  const settings = { ...stageSettings('test'), testsOnly: false };
  expect(() => validateStage('test', settings)).toThrow('freeSignInFailures must be');
  expect(() => validateStage('test', settings)).toThrow('maxSignInFailures must be');
});

test('accepts all valid argon2id parameters of former hashes, including weak ones', () => {
  const formerArgon2 = [{ memoryKib: 8, iterations: 1, parallelism: 1 }];
  expect(() => validateStage('dev', { ...stageSettings('dev'), formerArgon2 })).not.toThrow();
});

test('allows weak hashing for tests only', () => {
  const settings = { ...stageSettings('test'), testsOnly: false };
  expect(() => validateStage('test', settings)).toThrow('argon2 must reach memoryKib 7168');
});

test('accepts any origin, a moved issuer and keys in rotation', () => {
  expect(() =>
    validateStage('dev', {
      ...stageSettings('dev'),
      corsOrigins: ['*'],
      issuer: 'https://auth.example.com/v1',
      acceptedIssuers: ['https://old.example.com'],
      sessionsNotBefore: new Date('2026-01-01T00:00:00Z'),
      signingKeys: [
        { id: 'SigningKeyA', status: 'retired' },
        { id: 'SigningKeyB', status: 'signing' },
        { id: 'SigningKeyC', status: 'published' },
      ],
    }),
  ).not.toThrow();
});

test.each(['us-gov-west-1', 'cn-north-1', 'eusc-de-east-1', 'eu-new-1'])(
  'accepts the region %s',
  (region) => {
    const certificateArn = `arn:aws-eusc:acm:${region}:111122223333:certificate/a`;
    const settings = { region, corsOrigins: [], customDomain: { name: 'auth.example.eu', certificateArn } };
    expect(() => validateStage('dev', { ...stageSettings('dev'), ...settings })).not.toThrow();
  },
);
