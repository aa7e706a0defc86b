/** The policies that the builder creates, and what it rejects. */
import { AuthPolicy } from '../../../lambda/authorizer/auth-policy';
import type { PolicyConditions } from '../../../lambda/authorizer/policy-conditions';

const stage = 'arn:aws:execute-api:eu-west-1:123456789012:a1b2c3/prod';
const policy = () => new AuthPolicy('user-1', stage);
const statementsOf = (built: AuthPolicy) => built.build().policyDocument.Statement;

const fromOffice: PolicyConditions = { IpAddress: { 'aws:SourceIp': ['203.0.113.0/24'] } };

test('allows methods in one statement', () => {
  expect(
    policy().allowMethod('GET', '/foo').allowMethod('POST', '/foo').allowMethod('GET', '/foo').build(),
  ).toEqual({
    principalId: 'user-1',
    policyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: 'execute-api:Invoke',
          Resource: [`${stage}/GET/foo`, `${stage}/POST/foo`],
        },
      ],
    },
    context: {},
  });
});

test('keeps allowed and denied methods separate', () => {
  expect(statementsOf(policy().allowAllMethods().denyMethod('DELETE', '/foo/*'))).toEqual([
    { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: [`${stage}/*/*`] },
    { Effect: 'Deny', Action: 'execute-api:Invoke', Resource: [`${stage}/DELETE/foo/*`] },
  ]);
});

test('puts methods with the same conditions into one statement, and only those', () => {
  const built = policy()
    .allowMethod('GET', '/foo', fromOffice)
    .allowMethod('GET', '/bar', { IpAddress: { 'aws:SourceIp': ['203.0.113.0/24'] } })
    .allowMethod('GET', '/baz')
    .denyAllMethods({ Bool: { 'aws:SecureTransport': 'false' } });

  expect(statementsOf(built)).toEqual([
    {
      Effect: 'Allow',
      Action: 'execute-api:Invoke',
      Resource: [`${stage}/GET/foo`, `${stage}/GET/bar`],
      Condition: fromOffice,
    },
    { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: [`${stage}/GET/baz`] },
    {
      Effect: 'Deny',
      Action: 'execute-api:Invoke',
      Resource: [`${stage}/*/*`],
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
  ]);
});

test('denies everything without a rule', () => {
  expect(statementsOf(policy())).toEqual([
    { Effect: 'Deny', Action: 'execute-api:Invoke', Resource: [`${stage}/*/*`] },
  ]);
});

test('passes the context on', () => {
  expect(policy().build({ sub: 'user-1', admin: false, level: 3 }).context).toEqual({
    sub: 'user-1',
    admin: false,
    level: 3,
  });
});

test.each(['/', '/foo', '/foo/*', '/.well-known/jwks.json', '/a~b/%20/c:d', '/foo/'])(
  'accepts the path %s',
  (path) => {
    expect(statementsOf(policy().allowMethod('GET', path))).toMatchObject([
      { Resource: [`${stage}/GET${path}`] },
    ]);
  },
);

test.each(['get', 'FETCH', '', 'GET ', '**', 'GET/foo'])('rejects the verb %j', (verb) => {
  expect(() => policy().allowMethod(verb, '/foo')).toThrow(`verb '${verb}'`);
});

test.each(['foo', '', '/foo bar', '/fo?', '/{id}', '/foo\n', '/é', '/50%'])('rejects the path %j', (path) => {
  expect(() => policy().denyMethod('GET', path)).toThrow(`path '${path}'`);
});

test('rejects a resource longer than the limit of API Gateway', () => {
  expect(() => policy().allowMethod('GET', `/${'x'.repeat(512)}`)).toThrow(/over API Gateway's 512/);
});

test('rejects a policy without a principal', () => {
  expect(() => new AuthPolicy('', stage)).toThrow('principal');
});

test.each<[string, unknown, RegExp]>([
  ['no condition', {}, /empty set/],
  ['an operator without a key', { Bool: {} }, /'Bool'.*names no key/],
  ['an operator that IAM lacks', { Equals: { 'aws:SourceIp': '::1' } }, /operator 'Equals'/],
  [
    'a key that API Gateway does not evaluate',
    { StringEquals: { 'aws:PrincipalTag': 'x' } },
    /key 'aws:PrincipalTag'/,
  ],
])('rejects %s', (_, conditions, message) => {
  expect(() => policy().denyAllMethods(conditions as PolicyConditions)).toThrow(message);
});

test.each([
  'StringNotEqualsIgnoreCase',
  'StringLikeIfExists',
  'NumericLessThanEquals',
  'DateGreaterThan',
  'NotIpAddress',
])('accepts the operator %s', (operator) => {
  expect(() => policy().allowAllMethods({ [operator]: { 'aws:CurrentTime': 'x' } })).not.toThrow();
});
