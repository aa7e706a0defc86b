/** What a token allows, from the header to the policy, with a session store in memory. */
import fc from 'fast-check';
import { authorize } from '../../../lambda/authorizer/authorize';
import { createSessionCheck } from '../../../lambda/authorizer/check-session';
import type { Route } from '../../../lambda/routes';
import { TokenRejectedError } from '../../../lambda/shared/tokens/token-rejected-error';
import { createVerificationKeys } from '../../../lambda/shared/tokens/verification-keys';
import { createVerifyAccessToken } from '../../../lambda/shared/tokens/verify-access-token';
import { createRouteGrants } from '../../../lib/routes/route-grants';
import { codePoint } from '../../support/code-point';
import {
  audience,
  createTestKey,
  encodePart,
  issuedAt,
  issuer,
  mintToken,
  soundClaims,
  toKeySource,
} from '../shared/tokens/mint-token';

const key = createTestKey('key-1');
const foreignKey = createTestKey('key-1');
const now = () => (issuedAt + 60) * 1000;
const stage = 'arn:aws:execute-api:eu-west-1:123456789012:a1b2c3/prod';
const methodArn = `${stage}/GET/foo/7`;

const table: Record<string, Route> = {
  'POST /users': { service: 'auth', access: 'public' },
  'GET /foo': { service: 'foo', access: 'signed-in' },
  'GET /foo/{id}': { service: 'foo', access: 'signed-in' },
  'GET /reports/{year}/{month}': { service: 'foo', access: 'signed-in', scope: 'reports' },
  'DELETE /everything': { service: 'foo', access: 'signed-in', scope: 'admin' },
};

function authorizer({ routes = table, sessions = [soundClaims.sid as string] } = {}) {
  return authorize({
    verifyToken: createVerifyAccessToken({
      keys: createVerificationKeys(toKeySource(key)),
      issuers: [issuer],
      audiences: [audience],
      now,
    }),
    checkSession: createSessionCheck({
      revocation: 'immediate',
      sessionsNotBefore: 0,
      now,
      readSession: async (_, sid) =>
        sessions.includes(sid) ? { createdAt: issuedAt, expiresAt: issuedAt + 3600 } : undefined,
    }),
    grants: createRouteGrants(routes),
  });
}

const command = (token: string) => ({ authorizationToken: `Bearer ${token}`, methodArn });
const resourcesOf = async (token: string) =>
  (await authorizer()(command(token))).policyDocument.Statement.map((statement) => ({
    effect: statement.Effect,
    resources: 'Resource' in statement ? statement.Resource : undefined,
  }));

test('a token allows every route without a scope, for a call of any route', async () => {
  expect(await resourcesOf(mintToken(key))).toEqual([
    { effect: 'Allow', resources: [`${stage}/GET/foo`, `${stage}/GET/foo/*`] },
  ]);
});

test('a scope allows the routes that require it, and no others', async () => {
  expect(await resourcesOf(mintToken(key, { claims: { scope: 'audit reports' } }))).toEqual([
    {
      effect: 'Allow',
      resources: [`${stage}/GET/foo`, `${stage}/GET/foo/*`, `${stage}/GET/reports/*/*`],
    },
  ]);
});

test('the scope of one token allows nothing for the next token', async () => {
  const judge = authorizer();
  for (const [scope, opens] of [
    ['admin', true],
    ['', false],
    ['reports', false],
  ] as const) {
    const { policyDocument } = await judge(command(mintToken(key, { claims: { scope } })));
    expect(JSON.stringify(policyDocument).includes('everything')).toBe(opens);
  }
});

test.each(['adminx', 'xadmin', 'ADMIN', 'a d m i n', 'admin,reports', ''])(
  'the scope %j allows no route that requires admin',
  async (scope) => {
    const resources = JSON.stringify(await resourcesOf(mintToken(key, { claims: { scope } })));

    expect(resources).not.toContain('everything');
  },
);

test('the context names the caller', async () => {
  const { principalId, context } = await authorizer()(
    command(mintToken(key, { claims: { scope: 'admin' } })),
  );

  expect(principalId).toBe(soundClaims.sub);
  expect(context).toEqual({
    sub: soundClaims.sub,
    sid: soundClaims.sid,
    username: soundClaims.username,
    scope: 'admin',
    authTime: soundClaims.auth_time,
    amr: soundClaims.amr.join(' '),
  });
});

test('a token without scopes has an empty scope in the context', async () => {
  expect((await authorizer()(command(mintToken(key)))).context).toHaveProperty('scope', '');
});

test.each(['constructor', 'toString', '__proto__'])(
  'the scope %j, a member of every object, allows only the routes without a scope',
  async (scope) => {
    expect(await resourcesOf(mintToken(key, { claims: { scope } }))).toEqual(
      await resourcesOf(mintToken(key)),
    );
  },
);

test('a token that allows no route gets a policy that denies everything', async () => {
  const routes: Record<string, Route> = {
    'DELETE /everything': { service: 'foo', access: 'signed-in', scope: 'admin' },
  };

  const { policyDocument } = await authorizer({ routes })(command(mintToken(key)));

  expect(policyDocument.Statement).toEqual([
    { Effect: 'Deny', Action: 'execute-api:Invoke', Resource: [`${stage}/*/*`] },
  ]);
});

test('rejects a valid token of a session that has ended', async () => {
  await expect(authorizer({ sessions: [] })(command(mintToken(key)))).rejects.toMatchObject({
    reason: 'session-ended',
  });
});

test('fails, and allows nothing, when the method ARN is malformed', async () => {
  const call = authorizer()({ ...command(mintToken(key)), methodArn: '*' });

  await expect(call).rejects.not.toBeInstanceOf(TokenRejectedError);
});

test('a header without a token of ours never allows anything', async () => {
  const sound = mintToken(key);
  const [header = '', payload = '', signature = ''] = sound.split('.');
  const part = fc.oneof(
    fc.constantFrom(header, payload, signature, ''),
    fc.json().map(encodePart),
    fc
      .record({ alg: fc.constantFrom('none', 'HS256', 'RS256'), kid: fc.constantFrom('key-1', 'x') })
      .map(encodePart),
    fc.base64String(),
  );
  const token = fc.oneof(
    fc.tuple(part, part, part).map((parts) => parts.join('.')),
    fc
      .dictionary(fc.constantFrom('sub', 'exp', 'scope', 'aud'), fc.jsonValue())
      .map((claims) => mintToken(foreignKey, { claims })),
    fc.string({ unit: codePoint }),
  );
  const authorization = fc.oneof(
    fc.tuple(fc.constantFrom('Bearer ', 'bearer  ', 'Basic ', ''), token).map((parts) => parts.join('')),
    fc.string(),
    fc.anything(),
  );
  const judge = authorizer();

  await fc.assert(
    fc.asyncProperty(authorization, async (authorizationToken) => {
      fc.pre(typeof authorizationToken !== 'string' || !authorizationToken.includes(sound));
      await expect(judge({ authorizationToken, methodArn })).rejects.toBeInstanceOf(TokenRejectedError);
    }),
    { numRuns: process.env.SOAK === '1' ? 20_000 : 200 },
  );
});
