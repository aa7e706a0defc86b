/** Unexpected members of a body. They would set attributes that clients may not set. */
import { withToken } from '../../faults/operation';
import { createCredentials } from '../../support/accounts';
import type { Sent } from '../../support/http-client';
import type { Attack } from '../attack';
import type { Target } from '../target';
import { variants } from '../variants';

interface Body {
  readonly request: (target: Target, extra: Readonly<Record<string, unknown>>) => Sent;
  readonly extras: Readonly<Record<string, unknown>>;
}

/** Attributes of a foo that clients may not set. */
const ofFoo = {
  id: '0190a1b2-0000-7000-8000-000000000000',
  sub: 'x',
  pk: 'FOO#x',
  owner: 'x',
  createdAt: 'x',
  updatedAt: '2000-01-01T00:00:00.000Z',
  revision: 'x',
  reservation: 'x',
  v: 9,
};

const bodies: Readonly<Record<string, Body>> = {
  'a sign-up': {
    request: (_target, extra) => ({
      method: 'POST',
      path: '/users',
      json: { ...createCredentials(), ...extra },
    }),
    extras: {
      scope: 'admin',
      scopes: ['admin'],
      sub: '00000000-0000-0000-0000-000000000000',
      id: '00000000-0000-0000-0000-000000000000',
      role: 'admin',
      isAdmin: true,
      state: 'ACTIVE',
      passwordHash: '$argon2id$v=19$m=64,t=1,p=1$c2FsdHNhbHQ$aGFzaGhhc2g',
      securityVersion: 0,
      failures: -1_000,
      devices: {},
      createdAt: '1970-01-01T00:00:00Z',
      expiresAt: 1,
      pk: 'ACCOUNT#root',
      device_token: 'd1.x.y',
    },
  },
  'a sign-in': {
    request: ({ ada: { username, password } }, extra) => ({
      method: 'POST',
      path: '/sessions/create',
      json: { username, password, ...extra },
    }),
    extras: {
      scope: 'admin',
      sid: 'x',
      sub: 'x',
      expires_in: 1e9,
      sourceIp: '203.0.113.1',
      grant_type: 'password',
    },
  },
  'a refresh': {
    request: ({ ada }, extra) => ({
      method: 'POST',
      path: '/sessions/refresh',
      json: { refresh_token: ada.refreshToken, ...extra },
    }),
    extras: { scope: 'admin', sub: 'x', auth_time: 4e9 },
  },
  'a change of username': {
    request: ({ eve }, extra) =>
      withToken(eve.token, {
        method: 'PUT',
        path: '/users/me/username',
        json: { username: eve.username, ...extra },
      }),
    extras: {
      name: 'ada',
      sub: 'x',
      id: 'x',
      scopes: ['admin'],
      usernameChanges: {},
      heldUntil: 0,
      version: 0,
    },
  },
  'a change of password': {
    request: ({ eve }, extra) =>
      withToken(eve.token, {
        method: 'PUT',
        path: '/users/me/password',
        json: { current_password: eve.password, new_password: createCredentials().password, ...extra },
      }),
    extras: { username: 'ada', sub: 'x', sid: 'x' },
  },
  'a new foo': {
    request: ({ eve }, extra) =>
      withToken(eve.token, { method: 'POST', path: '/foo', json: { name: 'x', ...extra } }),
    extras: ofFoo,
  },
  'a foo that is replaced': {
    // The body is validated before the foo is read.
    request: ({ eve }, extra) =>
      withToken(eve.token, {
        method: 'PUT',
        path: '/foo/0190a1b2-0000-7000-8000-000000000000',
        json: { name: 'x', ...extra },
      }),
    extras: ofFoo,
  },
};

export const massAssignmentAttacks: readonly Attack[] = Object.entries(bodies).flatMap(
  ([title, { request, extras }]) =>
    variants(
      Object.entries(extras).map(
        ([name, value]): Attack => ({
          requirement: ['ASVS V8.2.3', 'ASVS V15.3.3'],
          attack: `${title} with the member ${name}`,
          request: (target) => request(target, { [name]: value }),
          expected: { status: 400, code: 'VALIDATION_FAILED' },
          after: ({ text }) => expect(text).not.toContain(`"${name}"`),
        }),
      ),
    ),
);
