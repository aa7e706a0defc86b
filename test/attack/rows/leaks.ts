/** Information that servers reveal unintentionally: files, pages of other programs, banners, errors. */
import { withToken } from '../../faults/operation';
import type { Answer, Sent } from '../../support/http-client';
import { allowedOrigin } from '../../support/server-under-test';
import type { Attack } from '../attack';
import type { Target } from '../target';
import { variants } from '../variants';

const hiddenPaths = {
  '/.git/config': 'ASVS V13.4.1',
  '/.git/HEAD': 'ASVS V13.4.1',
  '/.svn/entries': 'ASVS V13.4.1',
  '/.env': 'ASVS V13.3.1',
  '/package.json': 'ASVS V13.4.1',
  '/': 'ASVS V13.4.3',
  '/.well-known/': 'ASVS V13.4.3',
  '/.well-known': 'ASVS V13.4.3',
  '/metrics': 'ASVS V13.4.5',
  '/debug': 'ASVS V13.4.2',
  '/actuator/env': 'ASVS V13.4.5',
  '/admin': 'ASVS V13.4.5',
} as const;

/** One response of each kind, from functions and from the gateway. */
const answers: Readonly<Record<string, (target: Target) => Sent>> = {
  'a success': ({ ada }) => withToken(ada.token, { path: '/users/me' }),
  'a list': ({ ada }) => withToken(ada.token, { path: '/foo' }),
  'a failed sign-in': ({ ada }) => ({
    method: 'POST',
    path: '/sessions/create',
    json: { username: ada.username, password: 'a phrase that is wrong' },
  }),
  'a field error': () => ({ method: 'POST', path: '/users', json: {} }),
  'a missing token': () => ({ path: '/users/me' }),
  'an unknown route': () => ({ path: '/nothing' }),
  'a public document': () => ({ path: '/.well-known/openid-configuration' }),
};

function expectHardened({ headers, text }: Answer): void {
  expect(headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'strict-transport-security': expect.stringMatching(/^max-age=(\d{8,}); includeSubDomains$/),
  });
  for (const banner of ['server', 'x-powered-by', 'x-aspnet-version', 'via']) {
    expect(headers).not.toHaveProperty(banner);
  }
  expect(`${JSON.stringify(headers)}${text}`).not.toMatch(/node_modules|\bat .+:\d+:\d+|dynalite|arn:aws:/i);
}

/** Responses that contain tokens (RFC 6749 section 5.1). */
const tokenAnswers: Readonly<Record<string, (target: Target) => Promise<Answer>>> = {
  'a sign-up': async ({ send }) =>
    send({
      method: 'POST',
      path: '/users',
      json: { username: `h-${Date.now()}`, password: `a phrase of ${Date.now()}` },
    }),
  'a sign-in': ({ send, ada: { username, password } }) =>
    send({ method: 'POST', path: '/sessions/create', json: { username, password } }),
  'a refresh': async ({ send, signUp }) =>
    send({
      method: 'POST',
      path: '/sessions/refresh',
      json: { refresh_token: (await signUp()).refreshToken },
    }),
};

const foreignOrigins: Readonly<Record<string, (allowed: string) => string>> = {
  'another origin': () => 'https://evil.example',
  null: () => 'null',
  'an origin that ends like ours': (allowed) => allowed.replace('//', '//evil-'),
  'an origin that begins like ours': (allowed) => `${allowed}.evil.example`,
  'our origin over another scheme': (allowed) => allowed.replace(/^https?/, 'ftp'),
  'our origin in capitals': (allowed) => allowed.toUpperCase(),
};

function expectNotAllowed({ headers }: Answer, origin: string): void {
  expect(headers['access-control-allow-origin']).not.toBe('*');
  expect(headers['access-control-allow-origin']).not.toBe(origin);
  expect(headers).not.toHaveProperty('access-control-allow-credentials');
}

export const leakAttacks: readonly Attack[] = [
  ...variants(
    Object.entries(hiddenPaths).map(
      ([path, requirement]): Attack => ({
        requirement: [requirement],
        attack: `a request for ${path}`,
        request: () => ({ path }),
        expected: { status: 404, code: 'NOT_FOUND' },
      }),
    ),
  ),
  ...variants(
    Object.entries(answers).map(
      ([kind, request]): Attack => ({
        requirement: ['ASVS V16.5.1', 'RFC 6797 section 6.1'],
        attack: `the headers of ${kind} contain no program and no internal address`,
        play: async (target) => expectHardened(await target.send(request(target))),
      }),
    ),
  ),
  ...variants(
    Object.entries(tokenAnswers).map(
      ([kind, ask]): Attack => ({
        requirement: ['ASVS V7.2.2', 'RFC 6749 section 5.1'],
        attack: `${kind} out of a cache`,
        play: async (target) => {
          const { status, headers } = await ask(target);
          expect({ isSuccess: status < 300, cached: headers['cache-control'] }).toEqual({
            isSuccess: true,
            cached: 'no-store',
          });
        },
      }),
    ),
  ),
  ...variants(
    Object.entries(foreignOrigins).map(
      ([attack, write]): Attack => ({
        requirement: ['ASVS V8.3.1', 'RFC 6454 section 4'],
        attack: `a page of ${attack} reads a response, and sends a preflight`,
        play: async ({ send, ada }) => {
          const origin = write(allowedOrigin());
          expectNotAllowed(
            await send(withToken(ada.token, { path: '/users/me', headers: { origin } })),
            origin,
          );
          const asked = { origin, 'access-control-request-method': 'GET' };
          expectNotAllowed(await send({ method: 'OPTIONS', path: '/users/me', headers: asked }), origin);
        },
      }),
    ),
  ),
  {
    requirement: ['ASVS V8.3.1', 'RFC 6454 section 4'],
    attack: 'a page of the allowed origin may read a response: the rows above are about foreign origins',
    request: ({ ada }) => withToken(ada.token, { path: '/users/me', headers: { origin: allowedOrigin() } }),
    expected: { status: 200 },
    after: ({ headers }) => expect(headers['access-control-allow-origin']).toBe(allowedOrigin()),
  },
];
