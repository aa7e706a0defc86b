/** Checks, with generated route tables, that the route grants open exactly the intended routes: every method and path. */
import fc from 'fast-check';
import { AuthPolicy, splitPattern } from '../../../lambda/authorizer/auth-policy';
import type { RouteGrants } from '../../../lambda/route-grants';
import { parseRouteKey, toArnPattern } from '../../../lambda/route-patterns';
import { type Route, routes } from '../../../lambda/routes';
import { checkRouteOverlap } from '../../../lib/checks/check-route-overlap';
import {
  checkLargestPolicy,
  createRouteGrants,
  describeLargestPolicy,
  measureLargestPolicy,
  toRouteGrantsFiles,
} from '../../../lib/routes/route-grants';
import { withTrailingSlash } from '../../../lib/routes/with-trailing-slash';

type Table = Readonly<Record<string, Pick<Route, 'access' | 'scope'>>>;

const METHODS = ['GET', 'POST'];
const SCOPES = ['admin', 'reports'];
const SEGMENTS = ['a', 'b', 'ab'];

/** Every path of one to three segments, and the root, with and without a trailing slash. */
const words = [...SEGMENTS, 'x'];
const paths = [
  '/',
  ...words
    .flatMap((first) => [
      first,
      ...words.flatMap((second) => [
        `${first}/${second}`,
        ...words.map((third) => `${first}/${second}/${third}`),
      ]),
    ])
    .flatMap((path) => [`/${path}`, `/${path}/`]),
];

/** Returns the route that API Gateway selects: literal segments take precedence over parameters, from the left. */
function findRoute(table: Table, method: string, path: string): string | undefined {
  const wanted = path.split('/').filter((part) => part !== '');
  const matching = Object.keys(table).filter((key) => {
    const parts = parseRouteKey(key)
      .path.split('/')
      .filter((part) => part !== '');
    return (
      parseRouteKey(key).method === method &&
      parts.length === wanted.length &&
      parts.every((part, index) => part.startsWith('{') || part === wanted[index])
    );
  });
  const rank = (key: string) => parseRouteKey(key).path.replaceAll(/\{[^}]+\}/g, '~');
  return matching.sort((one, other) => (rank(one) < rank(other) ? -1 : 1))[0];
}

const matches = (pattern: string, text: string) =>
  new RegExp(
    `^${pattern
      .split('*')
      .map((part) => part.replaceAll(/[.\\/]/g, '\\$&'))
      .join('.*')}$`,
  ).test(text);

/** Returns the policy of a token with these scopes, without merged patterns. */
function allowedUnmerged(table: Table, scopes: readonly string[], text: string): boolean {
  return Object.entries(table)
    .filter(
      ([, { access, scope }]) => access === 'signed-in' && (scope === undefined || scopes.includes(scope)),
    )
    .flatMap(([key]) => withTrailingSlash(toArnPattern(key)))
    .some((pattern) => matches(pattern, text));
}

const allowed = ({ anyToken, scopes: byScope }: RouteGrants, scopes: readonly string[], text: string) =>
  [...anyToken, ...scopes.flatMap((scope) => byScope[scope] ?? [])].some((pattern) => matches(pattern, text));

const route = fc.record({
  method: fc.constantFrom(...METHODS),
  segments: fc.array(fc.constantFrom(...SEGMENTS, ...SEGMENTS, '{id}'), { maxLength: 3 }),
  access: fc.constantFrom<Route['access'][]>(...Array(9).fill('signed-in'), 'public'),
  scope: fc.constantFrom<(string | undefined)[]>(...Array(9).fill(undefined), ...SCOPES),
});
const table: fc.Arbitrary<Table> = fc
  .array(route, { minLength: 1, maxLength: 12 })
  .map((made) =>
    Object.fromEntries(
      made.map(({ method, segments, access, scope }) => [
        `${method} /${segments.join('/')}`,
        access === 'public' || scope === undefined ? { access } : { access, scope },
      ]),
    ),
  );

/** Generated tables that pass the check at synthesis. */
const sound = table.filter((candidate) => {
  try {
    checkRouteOverlap(candidate);
    return true;
  } catch {
    return false;
  }
});

const numRuns = process.env.SOAK === '1' ? 5_000 : 200;

test('for every method and path of a protected route, merged grants allow exactly what its scope allows', () => {
  let merges = 0;
  fc.assert(
    fc.property(sound, fc.subarray(SCOPES), (candidate, scopes) => {
      const grants = createRouteGrants(candidate);
      const listed = new Set(Object.keys(candidate).map(toArnPattern).flatMap(withTrailingSlash));
      if (grants.anyToken.some((pattern) => !listed.has(pattern))) merges += 1;
      for (const method of METHODS) {
        for (const path of paths) {
          const key = findRoute(candidate, method, path);
          if (key === undefined || candidate[key]?.access !== 'signed-in') continue;
          const text = method + path;
          const { scope } = candidate[key];
          const expected = scope === undefined || scopes.includes(scope);
          if (allowed(grants, scopes, text) !== expected) {
            throw new Error(
              `${text}, to the route ${key}, is ${expected ? 'closed' : 'opened'}: ${JSON.stringify(grants)}`,
            );
          }
        }
      }
    }),
    { numRuns },
  );
  expect(merges).toBeGreaterThan(numRuns / 20);
});

test('merged patterns open no public route, which policies do not mention', () => {
  fc.assert(
    fc.property(sound, (candidate) => {
      const grants = createRouteGrants(candidate);
      for (const [key, { access }] of Object.entries(candidate)) {
        if (access !== 'public') continue;
        for (const text of withTrailingSlash(toArnPattern(key).replaceAll('*', 'x'))) {
          if (allowed(grants, [], text)) expect(allowedUnmerged(candidate, [], text)).toBe(true);
        }
      }
    }),
    { numRuns },
  );
});

test('the real route table merges patterns with a common prefix', () => {
  const { anyToken, scopes } = createRouteGrants(routes);
  expect(anyToken).toEqual(
    expect.arrayContaining(['GET/users/*', 'DELETE/sessions/*', 'GET/foo', 'GET/foo/*']),
  );
  expect(anyToken).not.toEqual(expect.arrayContaining(['GET/users/me']));
  expect(scopes).toEqual({});
});

test('routes of different scopes that patterns cannot distinguish are rejected', () => {
  const grant = () =>
    createRouteGrants({
      'GET /a/{id}': { access: 'signed-in' },
      'GET /a/b/c': { access: 'signed-in', scope: 'admin' },
    });
  expect(grant).toThrow('require different scopes');
});

test('routes with a scope are listed one by one', () => {
  const admin = { access: 'signed-in', scope: 'admin' } as const;
  const reports = { access: 'signed-in', scope: 'reports' } as const;
  const grants = createRouteGrants({
    'GET /admin/users': admin,
    'GET /admin/keys': admin,
    'GET /reports/{year}': reports,
  });
  expect(grants).toEqual({
    anyToken: [],
    scopes: {
      admin: ['GET/admin/users', 'GET/admin/users/', 'GET/admin/keys', 'GET/admin/keys/'],
      reports: ['GET/reports/*'],
    },
  });
});

describe('routes that require a step-up', () => {
  const signedIn = { access: 'signed-in' } as const;
  const stepUp = { maxAgeSeconds: 300 };
  const guarded = {
    'GET /a/open': signedIn,
    'GET /a/{id}/too': signedIn,
    'GET /a/paid/x': { ...signedIn, stepUp },
    'POST /a/{id}': { ...signedIn, stepUp },
    'POST /b': { ...signedIn, stepUp, scope: 'admin' },
    'DELETE /b': { ...signedIn, stepUp: { ...stepUp, amr: ['mfa'] } },
  } as const;

  test('are not among the other grants, so an authorizer that does not know them opens none', () => {
    const { stepUp: grants, ...others } = createRouteGrants(guarded, '/base');
    expect(others).toEqual({
      anyToken: ['GET/base/a/open', 'GET/base/a/open/', 'GET/base/a/*/too', 'GET/base/a/*/too/'],
      scopes: {},
    });
    expect(grants).toEqual([
      { ...stepUp, patterns: ['GET/base/a/paid/x', 'GET/base/a/paid/x/', 'POST/base/a/*'] },
      { ...stepUp, scope: 'admin', patterns: ['POST/base/b', 'POST/base/b/'] },
      { ...stepUp, amr: ['mfa'], patterns: ['DELETE/base/b', 'DELETE/base/b/'] },
    ]);
  });

  test('have a file of their own, which other stages do not have', () => {
    const grants = createRouteGrants(guarded);
    expect(Object.keys(toRouteGrantsFiles(grants))).toEqual(['routes.json', 'step-up.json']);
    expect(toRouteGrantsFiles(grants)['routes.json']).not.toContain('paid');
    expect(Object.keys(toRouteGrantsFiles(createRouteGrants(routes)))).toEqual(['routes.json']);
  });

  test('count in the size of the policy', () => {
    const grants = createRouteGrants(guarded);
    const policy = new AuthPolicy(
      'anybody',
      'arn:aws-us-gov:execute-api:ap-southeast-001:000000000000:a1b2c3d4e5/prod',
    );
    const later = new AuthPolicy(
      'anybody',
      'arn:aws-us-gov:execute-api:ap-southeast-001:000000000000:a1b2c3d4e5/prod',
    );
    for (const pattern of grants.anyToken) policy.allowPattern(pattern);
    for (const [place, { patterns }] of (grants.stepUp ?? []).entries()) {
      const until = new Date(1_767_323_045_000 + place).toISOString();
      for (const pattern of patterns) {
        later.allowPattern(pattern);
        later.denyMethod(...splitPattern(pattern), { DateGreaterThanEquals: { 'aws:CurrentTime': until } });
      }
    }
    const { policyDocument } = policy.build();
    const Statement = [...policyDocument.Statement, ...later.build().policyDocument.Statement];
    expect(measureLargestPolicy(grants, 'prod')).toBeGreaterThanOrEqual(
      Buffer.byteLength(JSON.stringify({ ...policyDocument, Statement })),
    );
  });

  test.each([
    [{ access: 'public', stepUp }, 'Route "GET /x" is public and has stepUp'],
    [{ ...signedIn, stepUp: { maxAgeSeconds: 0 } }, 'Route "GET /x" has stepUp.maxAgeSeconds 0'],
    [{ ...signedIn, stepUp: { maxAgeSeconds: 1.5 } }, 'use a whole number above 0'],
  ] as const)('are rejected as %j', (route, message) => {
    expect(() => createRouteGrants({ 'GET /x': route })).toThrow(message);
  });
});

describe('the largest policy', () => {
  const grants = createRouteGrants({
    ...routes,
    'GET /admin/users': { access: 'signed-in', scope: 'admin' },
  });

  test('is that of a token with every scope, for the longest ARN', () => {
    const bytes = (api: string) => {
      const policy = new AuthPolicy('anybody', `${api}/prod`);
      for (const pattern of [...grants.anyToken, ...Object.values(grants.scopes).flat()])
        policy.allowPattern(pattern);
      return Buffer.byteLength(JSON.stringify(policy.build().policyDocument));
    };
    const measured = measureLargestPolicy(grants, 'prod');
    expect(measured).toBe(bytes('arn:aws-us-gov:execute-api:ap-southeast-001:000000000000:a1b2c3d4e5'));
    expect(measured).toBeGreaterThan(bytes('arn:aws:execute-api:eu-central-1:000000000000:a1b2c3d4e5'));
  });

  test('is described in one line, and may have 8,000 bytes', () => {
    expect(describeLargestPolicy('Dev', 1_234)).toBe(
      'Dev: at most 1234 of 8000 bytes in a policy of the authorizer',
    );
    expect(() => checkLargestPolicy('Dev', 8_000)).not.toThrow();
    expect(() => checkLargestPolicy('Dev', 8_001)).toThrow(
      'Dev: the policy of a token with every scope has 8001 bytes, over the limit of 8000: give protected routes a common prefix, or spread them over more APIs.',
    );
  });
});

test('with a base path the patterns start with it, and are merged in the same way', () => {
  const table = { ...routes, 'GET /reports': { access: 'signed-in', scope: 'reports' } } as const;
  const under = createRouteGrants(table, '/auth');
  expect(under.anyToken).toEqual(
    createRouteGrants(table).anyToken.map((pattern) => pattern.replace('/', '/auth/')),
  );
  expect(under.scopes).toEqual({ reports: ['GET/auth/reports', 'GET/auth/reports/'] });
});
