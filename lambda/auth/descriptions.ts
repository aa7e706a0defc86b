/** Describes users and sessions in the OpenAPI document. */
import * as z from 'zod/mini';
import type { RouteDescriptions } from '../shared/http/description';
import { emailDescriptions } from './email-descriptions';
import { createFactorDescriptions, factorWords } from './factor-descriptions';
import { resetDescriptions } from './reset-descriptions';

const time = z.iso.datetime().register(z.globalRegistry, { description: 'ISO 8601, UTC.' });

/** Defines an object that the document lists under a name. */
function named<Shape extends z.core.$ZodShape>(name: string, shape: Shape) {
  return z.strictObject(shape).register(z.globalRegistry, { id: name });
}

const userMembers = {
  id: z.uuid().register(z.globalRegistry, {
    description: 'Identifies the account, as `sub` does in its tokens. It never changes.',
  }),
  username: z.string().register(z.globalRegistry, {
    description: 'For display and sign-in. It can change: identify the account by its `id`.',
  }),
  createdAt: time,
};
const user = named('User', userMembers);
const profile = named('Profile', {
  ...userMembers,
  scopes: z.array(z.string()),
  email: z.optional(z.nullable(z.string())).register(z.globalRegistry, {
    description: 'The verified e-mail address. `GET /users/me` shows it if the stage has e-mail.',
  }),
  email_verified: z.optional(z.boolean()).register(z.globalRegistry, {
    description: 'Whether there is such an address.',
  }),
  pending_email: z.optional(z.nullable(z.string())).register(z.globalRegistry, {
    description: 'The e-mail address that waits for its code.',
  }),
});

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
const signInMembers = { ...tokens, device_token: deviceToken };
const signInResponse = named('SignIn', signInMembers);
const registration = named('Registration', { ...tokens, device_token: deviceToken, user });
const requiredEnrolment = named('RequiredEnrolment', { ...factorWords.requiredEnrolment, user });

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

const exported = z.strictObject({
  items: z.array(z.looseObject({ type: z.string() })),
  cursor: z.optional(z.string()),
});

const newUsername =
  '3 to 64 characters of a-z, 0-9 and . _ + - after NFKC normalization. Upper case is equal to lower case, and is displayed as it was sent.';
const newPassword = {
  description:
    '15 to 256 characters, unless the stage sets other bounds. Common passwords and passwords derived from the username are rejected.',
  format: 'password',
};
const presentPassword = { description: 'The password of the account.', format: 'password' };

const shownTime = '2026-11-23T01:45:50.078Z';
const shownUser = {
  id: '5479eb92-6c1d-4f0e-9a53-1b0f6d2c8e47',
  username: 'ada',
  createdAt: '2026-11-23T01:45:49.811Z',
};
/** The members of a profile in a stage with e-mail. */
const shownEmail = { email: 'ada@example.com', email_verified: true, pending_email: null };
const shownSession = {
  id: 'c2f7a1d8-3b64-4e95-8d0a-94e6b7f51c23',
  ip: '203.0.113.7',
  userAgent: 'Mozilla/5.0',
};
const shownDevice = 'TDbfYnCkkA3n';
// a header, a `sub`, and the words "cut short" instead of a signature
const shownAccessToken =
  'eyJhbGciOiJSUzI1NiIsInR5cCI6ImF0K2p3dCJ9.eyJzdWIiOiI1NDc5ZWI5Mi02YzFkLTRmMGUtOWE1My0xYjBmNmQyYzhlNDcifQ.Y3V0IHNob3J0';
const shownTokens = {
  access_token: shownAccessToken,
  id_token: shownAccessToken,
  token_type: 'Bearer',
  expires_in: 3600,
  refresh_token: `r1.${shownUser.id}.${shownSession.id}.bWFkZSB1cCwgdG8gc2hvdyB0aGUgZm9ybSBvZiB0aGUgcmVmcmVzaCB0b2tlbnMu`,
};
const shownSignIn = {
  ...shownTokens,
  device_token: `d1.${shownDevice}.bWFkZSB1cCwgdG8gc2hvdyB0aGUgZm9ybSBvZiBvbmU`,
};
const shownItems = [
  {
    type: 'account',
    ...shownUser,
    scopes: [],
    email: { address: shownEmail.email, verifiedAt: 1795398349500 },
    state: 'ACTIVE',
    securityVersion: 1,
    sessionCount: 1,
    attempts: { failures: 0, lastAttemptAt: 0 },
    changeAttempts: { failures: 0, lastAttemptAt: 0 },
    devices: [{ id: shownDevice, expiresAt: 1810950349, failures: 0, lastAttemptAt: 0 }],
  },
  {
    type: 'session',
    ...shownSession,
    ...{ createdAt: 1795398349, authTime: 1795398349, amr: 'pwd', lastUsedAt: 1795398350 },
    ...{ username: shownUser.username, scope: '', securityVersion: 1 },
    ...{ refreshedAt: 1795398350078, expiresAt: 1796607950 },
  },
  { type: 'foo_count', count: 1 },
  {
    type: 'foo',
    id: '01a20614-b4fe-76e3-b1df-2ad606d06adb',
    name: 'first',
    note: 'The first example',
    ...{ createdAt: shownTime, updatedAt: shownTime },
  },
  {
    type: 'idempotency_key',
    fooId: '01a20614-b4fe-76e3-b1df-2ad606d06adb',
    createdAt: shownTime,
    expiresAt: 1795484750,
  },
];

export const authDescriptions = {
  ...resetDescriptions,
  'POST /users': {
    summary: 'Sign up',
    description: factorWords.signUp,
    body: {
      username: { description: newUsername },
      password: newPassword,
      email: { description: 'Waits for its code, as after PUT /users/me/email.' },
    },
    answers: {
      201: {
        description: 'The account, and the tokens of its session or a challenge',
        schema: z.union([registration, requiredEnrolment]),
        example: { ...shownSignIn, user: shownUser },
      },
    },
    problems: ['USERNAME_TAKEN', 'TOO_MANY_ATTEMPTS'],
  },
  'GET /users/me': {
    summary: 'Show my account',
    answers: {
      200: {
        description: 'The account',
        schema: profile,
        example: { ...shownUser, scopes: [], ...shownEmail },
      },
    },
  },
  'DELETE /users/me': {
    summary: 'Delete my account',
    description:
      'Requires a recent authentication, by the second factor of an account that has one. The username becomes available again.',
    answers: {
      202: {
        description:
          'The deletion has begun. Repeat the request after the seconds in Retry-After until the response is 204',
        headers: ['Retry-After'],
      },
      204: { description: 'The account and all its data are deleted' },
    },
    problems: ['INSUFFICIENT_USER_AUTHENTICATION'],
  },
  'GET /users/me/export': {
    summary: 'Export everything stored about me',
    description: 'Times are in their stored form: ISO 8601, or seconds or milliseconds since 1970.',
    answers: { 200: { description: 'A page', schema: exported, example: { items: shownItems } } },
    problems: ['VALIDATION_FAILED'],
    parameters: [
      { name: 'cursor', in: 'query', description: 'The cursor of the previous page.', schema: z.string() },
    ],
  },
  'PUT /users/me/username': {
    summary: 'Change my username',
    description:
      'Requires a recent authentication, by the second factor of an account that has one. At most three changes are possible within 30 days, including another spelling of the same name. Sessions stay valid, and their next tokens carry the new username. The former username stays reserved until the last token that carries it has expired.',
    body: { username: { description: newUsername } },
    answers: {
      200: {
        description: 'The account with its new username, also if it already had this username',
        schema: profile,
        example: { ...shownUser, username: 'ada.lovelace', scopes: [], ...shownEmail },
      },
    },
    problems: [
      'INSUFFICIENT_USER_AUTHENTICATION',
      'USERNAME_TAKEN',
      'CONCURRENT_CHANGE',
      'TOO_MANY_USERNAME_CHANGES',
      'TOO_MANY_ATTEMPTS',
    ],
  },
  'PUT /users/me/password': {
    summary: 'Change my password',
    description:
      'An account with a second factor must have used it recently. Ends all other sessions of the account.',
    body: { current_password: presentPassword, new_password: newPassword },
    answers: { 204: { description: 'The password is changed' } },
    problems: [
      'INSUFFICIENT_USER_AUTHENTICATION',
      'INVALID_CURRENT_PASSWORD',
      'CONCURRENT_CHANGE',
      'TOO_MANY_ATTEMPTS',
    ],
  },
  ...emailDescriptions,
  ...createFactorDescriptions({ signIn: signInMembers, example: shownSignIn }),
  'POST /sessions/create': {
    summary: 'Sign in',
    description:
      'A temporary password, set by an operator, does not start a session: the response is PASSWORD_CHANGE_REQUIRED. The same request with new_password replaces the password and signs in. An account with a second factor gets SECOND_FACTOR_REQUIRED with a challenge, which POST /sessions/challenge takes. So does an account without one in a stage that requires it: its challenge is of the kind `enrolment`. If the stage no longer checks second factors, an account with one gets SECOND_FACTOR_UNAVAILABLE.',
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
