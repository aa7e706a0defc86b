/** Other spellings of a protected path, and other verbs, that try to bypass the authorizer. */
import { withToken } from '../../faults/operation';
import type { Answer, Sent } from '../../support/http-client';
import type { Attack } from '../attack';
import { variants } from '../variants';

const closed = { status: 401, code: 'UNAUTHORIZED', reason: 'not asked' } as const;
const nothing = { status: 404, code: 'NOT_FOUND' } as const;

/** Spellings that the gateway routes to `/users/me`, so it requires a token. */
const sameRoute: Readonly<Record<string, string>> = {
  'a slash at the end': '/users/me/',
  'two slashes at the beginning': '//users/me',
  'three slashes at the beginning': '///users/me',
  'a query': '/users/me?access=public',
  'an empty query': '/users/me?',
  'an encoded query of a public path': '/users/me?/.well-known/jwks.json',
};

/** Spellings without a route: REST APIs neither decode nor normalize a path. */
const noRoute: Readonly<Record<string, string>> = {
  'two slashes in the middle': '/users//me',
  'two slashes at the end': '/users/me//',
  'a point as a segment': '/users/./me',
  'two points out of a public path': '/.well-known/../users/me',
  'two points out of a public file': '/.well-known/jwks.json/../../users/me',
  'encoded points': '/.well-known/%2e%2e/users/me',
  'encoded points in capitals': '/.well-known/%2E%2E/users/me',
  'points encoded twice': '/.well-known/%252e%252e/users/me',
  'an encoded slash': '/users%2fme',
  'an encoded slash in capitals': '/users%2Fme',
  'an encoded slash at the end': '/users/me%2f',
  'an encoded letter': '/users/%6de',
  'an overlong encoding of a slash': '/users%c0%afme',
  'a backslash': '/users\\me',
  'an encoded backslash': '/users%5cme',
  capitals: '/Users/Me',
  'a parameter of the path': '/users/me;access=public',
  'a parameter of the first segment': '/users;x=1/me',
  'an encoded NUL at the end': '/users/me%00',
  'an encoded space at the end': '/users/me%20',
  'an encoded line end': '/users/me%0d%0aX-Evil:%201',
  'an extension': '/users/me.json',
  'a public file after it': '/users/me/jwks.json',
  'an encoded question mark': '/users/me%3f',
  'a full-width letter': '/users/%EF%BD%8De',
  'the stage in front': '/test/users/me',
  "the proxy's variable": '/{proxy+}',
};

/** Asserts that the response contains no profile. */
function expectNoProfile({ text }: Answer): void {
  expect(text).not.toMatch(/"username"|"createdAt"/);
}

const verbs: Readonly<Record<string, Sent>> = {
  'the verb TRACE': { method: 'TRACE', path: '/users/me' },
  'the verb HEAD': { method: 'HEAD', path: '/users/me' },
  'the verb POST': { method: 'POST', path: '/users/me', json: {} },
  'the verb PROPFIND': { method: 'PROPFIND', path: '/users/me' },
};

/** Ways to request another verb than that of the request. */
const overrides: Readonly<Record<string, Partial<Sent>>> = {
  'X-HTTP-Method-Override': { headers: { 'x-http-method-override': 'DELETE' } },
  'X-HTTP-Method': { headers: { 'x-http-method': 'DELETE' } },
  'X-Method-Override': { headers: { 'x-method-override': 'DELETE' } },
  'the query _method': { path: '/users/me?_method=DELETE' },
};

const rewrites: Readonly<Record<string, string>> = {
  'X-Original-URL': 'x-original-url',
  'X-Rewrite-URL': 'x-rewrite-url',
  'X-Forwarded-Prefix': 'x-forwarded-prefix',
  'X-Original-Method': 'x-original-method',
};

/** Paths that would escape from `{id}`, with a valid token. */
const escapes: Readonly<Record<string, string>> = {
  'two points and a slash': '/foo/../users/me',
  'an encoded slash': '/foo/..%2fusers%2fme',
  'a further segment': '/foo/x/y',
  'a wildcard': '/foo/*',
  'the pattern itself': '/foo/{id}',
};

export const pathAttacks: readonly Attack[] = [
  ...variants(
    Object.entries(sameRoute).map(
      ([attack, path]): Attack => ({
        requirement: ['ASVS V8.2.1', 'ASVS V8.3.1'],
        attack: `the profile without a token, by ${attack}`,
        request: () => ({ path }),
        expected: closed,
        after: expectNoProfile,
      }),
    ),
  ),
  ...variants(
    Object.entries(noRoute).map(
      ([attack, path]): Attack => ({
        requirement: ['ASVS V8.2.1', 'ASVS V8.3.1'],
        attack: `the profile without a token, by ${attack}`,
        request: () => ({ path }),
        expected: nothing,
        after: expectNoProfile,
      }),
    ),
  ),
  ...variants(
    Object.entries(verbs).map(
      ([attack, sent]): Attack => ({
        requirement: sent.method === 'TRACE' ? ['ASVS V13.4.4', 'ASVS V8.2.1'] : ['ASVS V8.2.1'],
        attack: `the profile by ${attack}`,
        request: ({ ada }) => withToken(ada.token, sent),
        expected: sent.method === 'HEAD' ? { status: 404 } : nothing,
        after: expectNoProfile,
      }),
    ),
  ),
  ...variants(
    Object.entries(overrides).map(
      ([attack, change]): Attack => ({
        requirement: ['ASVS V8.2.1', 'ASVS V8.3.1'],
        attack: `a deletion disguised as a read, by ${attack}`,
        request: ({ ada }) => withToken(ada.token, { path: '/users/me', ...change }),
        expected: { status: 200 },
        after: ({ json }, { ada }) => expect(json.id).toBe(ada.id),
      }),
    ),
  ),
  ...variants(
    Object.entries(rewrites).map(
      ([attack, name]): Attack => ({
        requirement: ['ASVS V8.2.1', 'ASVS V8.3.1'],
        attack: `a protected path disguised as a public one, by ${attack}`,
        request: () => ({ path: '/.well-known/jwks.json', headers: { [name]: '/users/me' } }),
        expected: { status: 200 },
        after: ({ json }) => expect(Object.keys(json)).toEqual(['keys']),
      }),
    ),
  ),
  ...variants(
    Object.entries(escapes).map(
      ([attack, path]): Attack => ({
        requirement: ['ASVS V8.2.1', 'ASVS V8.2.2'],
        attack: `an escape from a path parameter with a valid token, by ${attack}`,
        request: ({ eve }) => withToken(eve.token, { path }),
        expected: nothing,
      }),
    ),
  ),
];
