import fc from 'fast-check';
import { type Environment, formatEnvironment, variables } from '../../lambda/environment';
import { parseEnvironment } from '../../lambda/parse-environment';
import { optionalFeatures } from '../../lambda/routes';
import { optionalText, text } from '../../lambda/variables/variable';

const word = fc.stringMatching(/^[\w:/.-]{1,40}$/);
const list = fc.array(word, { minLength: 1, maxLength: 4 });
const authorizer: fc.Arbitrary<Environment<'authorizer'>> = fc.record({
  tableName: word,
  acceptedAudiences: list,
  acceptedIssuers: list,
  verificationKeys: list,
  publicKeys: fc.constantFrom('{}', '{"key-1":"MIIB"}'),
  revocation: fc.constantFrom('immediate', 'on-expiry'),
  sessionsNotBefore: fc.nat(),
});
const discovery: fc.Arbitrary<Environment<'discovery'>> = fc.record({
  issuer: word,
  apiUrl: word,
  basePath: fc.constantFrom('', '/auth', '/v1/auth'),
  corsOrigins: fc.array(word, { maxLength: 4 }),
  features: fc.subarray([...optionalFeatures]),
  verificationKeys: list,
  publicKeys: fc.constantFrom('{}', '{"key-1":"MIIB"}'),
  jwksMaxAgeSeconds: fc.nat(),
  signUpEmail: fc.constantFrom('', 'optional', 'required'),
  emailPolicy: fc.constantFrom('', 'required'),
  trustedDevices: fc.constantFrom('', 'on'),
  relatedOrigins: fc.array(word, { maxLength: 4 }),
});

test('a function reads what the stack wrote for it', () => {
  fc.assert(
    fc.property(authorizer, discovery, (a, d) => {
      expect(parseEnvironment(variables.authorizer, formatEnvironment('authorizer', a))).toEqual(a);
      expect(parseEnvironment(variables.discovery, formatEnvironment('discovery', d))).toEqual(d);
    }),
  );
});

test('former parameters of hashes arrive as they were written, in order', () => {
  const { parse, format } = variables.auth.formerArgon2;
  const parameters = fc.record({
    memoryKib: fc.integer({ min: 8, max: 1_048_576 }),
    iterations: fc.integer({ min: 1, max: 9_999 }),
    parallelism: fc.integer({ min: 1, max: 8 }),
  });
  fc.assert(
    fc.property(fc.array(parameters), (former) => {
      expect(parse(format(former))).toEqual(former);
    }),
  );
});

test.each(['64:1', '64:1:1,', '64:1:1:1', '-64:1:1', '64:1:1;64:2:1', ' 64:1:1'])(
  'refuses %j as former parameters of hashes',
  (value) => {
    expect(variables.auth.formerArgon2.parse(value)).toBeUndefined();
  },
);

test('a start with faulty settings names all of them, and no value', () => {
  const environment = {
    TABLE_NAME: 'Table',
    ISSUER: 'x',
    ARGON2_MEMORY_KIB: '-1',
    PASSWORD_MIN_LENGTH: '1e3',
  };
  const read = () => parseEnvironment(variables.auth, environment);
  expect(read).toThrow(/: AUDIENCE, .*PASSWORD_MIN_LENGTH, .*ARGON2_MEMORY_KIB/);
  expect(read).not.toThrow(/1e3/);
});

test.each([
  ['', 'an empty list'],
  ['a,,b', 'an empty entry'],
])('refuses %j as keys: %s', (value) => {
  const environment = {
    ISSUER: 'x',
    API_URL: 'x',
    BASE_PATH: '',
    CORS_ORIGINS: '',
    FEATURES: '',
    JWKS_MAX_AGE_SECONDS: '1',
    VERIFICATION_KEYS: value,
    PUBLIC_KEYS: '{}',
  };
  expect(() => parseEnvironment(variables.discovery, environment)).toThrow('VERIFICATION_KEYS');
});

test.each(['unknown', 'example,unknown', 'example,example', 'example,', 'Example'])(
  'refuses %j as features',
  (value) => {
    expect(variables.discovery.features.parse(value)).toBeUndefined();
  },
);

test('an optional text is empty if the environment lacks it, and a text is not', () => {
  expect(parseEnvironment({ note: optionalText('NOTE') }, {})).toEqual({ note: '' });
  expect(parseEnvironment({ note: optionalText('NOTE') }, { NOTE: 'a' })).toEqual({ note: 'a' });
  expect(() => parseEnvironment({ note: text('NOTE') }, {})).toThrow('NOTE');
});

test('a function lacks an empty list only where the feature has no other value', () => {
  const { passkeyOrigins, corsOrigins } = variables.factors;
  expect([passkeyOrigins.isOptional, passkeyOrigins.format([]), passkeyOrigins.parse('')]).toEqual([
    true,
    '',
    [],
  ]);
  expect(corsOrigins.isOptional).toBeUndefined();
});
