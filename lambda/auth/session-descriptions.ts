/** Describes sessions and their tokens in the OpenAPI document. */
import * as z from 'zod/mini';
import type { RouteDescriptions } from '../shared/http/description';
import { factorWords } from './factor-descriptions';

/** A time in a response. */
export const time = z.iso.datetime().register(z.globalRegistry, { description: 'ISO 8601, UTC.' });

/** Defines an object that the document lists under a name. */
export function named<Shape extends z.core.$ZodShape>(name: string, shape: Shape) {
  return z.strictObject(shape).register(z.globalRegistry, { id: name });
}

const tokens = {
  access_token: z.string().register(z.globalRegistry, { description: 'A JWT (RFC 9068).' }),
  id_token: z.string().register(z.globalRegistry, {
    description: 'The access token again, for older clients. Not an OpenID Connect ID Token.',
  }),
  token_type: z.literal('Bearer'),
  expires_in: z.int().register(z.globalRegistry, { description: 'Seconds.' }),
  refresh_token: z.string().register(z.globalRegistry, {
    description: 'For `POST /sessions/refresh`. Opaque and single-use.',
  }),
};

const deviceToken = z.string().register(z.globalRegistry, {
  description: 'For the next sign-in on this device. Attempts of a known device are counted separately.',
});

const tokenResponse = named('Tokens', tokens);
const { id_token: _alias, ...appTokens } = tokens;
/** The response to an app, without the alias: an OAuth client would take it for an ID Token. */
export const appTokenResponse = named('AppTokens', {
  ...appTokens,
  scope: z.optional(z.string()).register(z.globalRegistry, {
    description: 'The scopes of the access token, separated by spaces. Missing if the account has none.',
  }),
});
/** The members of the response to a sign-in. */
export const signInMembers = { ...tokens, device_token: deviceToken };
export const signInResponse = named('SignIn', signInMembers);

const session = named('Session', {
  id: z.uuid(),
  createdAt: time,
  lastUsedAt: time,
  userAgent: z.optional(z.string()),
  ip: z.optional(z.string()),
  current: z
    .boolean()
    .register(z.globalRegistry, { description: 'Whether this request belongs to the session.' }),
});

/** How a body takes a new password. */
export const newPassword = {
  description:
    '15 to 256 characters, unless the stage sets other bounds. Common passwords and passwords derived from the username are rejected.',
  format: 'password',
};
/** How a body takes the password of the account. */
export const presentPassword = { description: 'The password of the account.', format: 'password' };

// the values of examples
export const shownTime = '2026-11-23T01:45:50.078Z';
export const shownUser = {
  id: '5479eb92-6c1d-4f0e-9a53-1b0f6d2c8e47',
  username: 'ada',
  createdAt: '2026-11-23T01:45:49.811Z',
};
export const shownSession = {
  id: 'c2f7a1d8-3b64-4e95-8d0a-94e6b7f51c23',
  ip: '203.0.113.7',
  userAgent: 'Mozilla/5.0',
};
export const shownDevice = 'TDbfYnCkkA3n';
// a header, a `sub`, and the words "cut short" instead of a signature
const shownAccessToken =
  'eyJhbGciOiJSUzI1NiIsInR5cCI6ImF0K2p3dCJ9.eyJzdWIiOiI1NDc5ZWI5Mi02YzFkLTRmMGUtOWE1My0xYjBmNmQyYzhlNDcifQ.Y3V0IHNob3J0';
export const shownTokens = {
  access_token: shownAccessToken,
  id_token: shownAccessToken,
  token_type: 'Bearer',
  expires_in: 3600,
  refresh_token: `r1.${shownUser.id}.${shownSession.id}.bWFkZSB1cCwgdG8gc2hvdyB0aGUgZm9ybSBvZiB0aGUgcmVmcmVzaCB0b2tlbnMu`,
};
export const shownSignIn = {
  ...shownTokens,
  device_token: `d1.${shownDevice}.bWFkZSB1cCwgdG8gc2hvdyB0aGUgZm9ybSBvZiBvbmU`,
};

/** The descriptions. */
export const sessionDescriptions = {
  'POST /sessions/create': {
    summary: 'Sign in',
    description:
      'A temporary password, set by an operator, does not start a session: the response is PASSWORD_CHANGE_REQUIRED. The same request with new_password replaces the password and signs in. An account with a second factor gets SECOND_FACTOR_REQUIRED with a challenge, which POST /sessions/challenge takes. If the account has passkeys, the member `passkey` has the options with which one answers it. So does an account without one in a stage that requires it: its challenge is of the kind `enrolment`. If the stage no longer checks second factors, an account with one gets SECOND_FACTOR_UNAVAILABLE.',
    body: {
      username: { description: 'In any case. In a stage with e-mail, also the verified address.' },
      password: presentPassword,
      new_password: {
        ...newPassword,
        description: `Only after PASSWORD_CHANGE_REQUIRED. Replaces the temporary password. ${newPassword.description}`,
      },
      device_token: { description: 'The device_token of the last sign-in on this device, if there is one.' },
      trusted_device_token: factorWords.trustedDeviceToken,
    },
    answers: {
      201: { description: 'The tokens of the new session', schema: signInResponse, example: shownSignIn },
    },
    problems: [
      'INVALID_CREDENTIALS',
      'SECOND_FACTOR_REQUIRED',
      'SECOND_FACTOR_UNAVAILABLE',
      'PASSWORD_CHANGE_REQUIRED',
      'TOO_MANY_ATTEMPTS',
    ],
  },
  'POST /sessions/refresh': {
    summary: 'Get the next tokens',
    body: { refresh_token: { description: 'The refresh_token of the last sign-in or refresh.' } },
    description:
      'Replaces the refresh token. Within the grace period (ten seconds by default), the replaced token returns the same new token. After that, its reuse ends the session.',
    answers: { 200: { description: 'The next tokens', schema: tokenResponse, example: shownTokens } },
    problems: ['INVALID_REFRESH_TOKEN', 'REFRESH_TOKEN_REUSED', 'CONCURRENT_CHANGE'],
  },
  'GET /sessions': {
    summary: 'List my sessions',
    answers: {
      200: {
        description: 'The sessions, most recently used first',
        schema: z.strictObject({ items: z.array(session) }),
        example: {
          items: [{ ...shownSession, createdAt: shownTime, lastUsedAt: shownTime, current: true }],
        },
      },
    },
  },
  'DELETE /sessions': {
    summary: 'Sign out everywhere',
    answers: { 204: { description: 'All sessions have ended' } },
  },
  'DELETE /sessions/current': {
    summary: 'Sign out',
    answers: { 204: { description: 'The session has ended' } },
  },
  'DELETE /sessions/{id}': {
    summary: 'End one of my sessions',
    answers: { 204: { description: 'The session has ended' } },
    problems: ['NOT_FOUND'],
  },
} as const satisfies RouteDescriptions<'auth'>;
