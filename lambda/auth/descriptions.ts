/** What the API's document says of users and sessions. */
import * as z from 'zod/mini';
import type { RouteDescriptions } from '../shared/http/description';

const time = z.iso.datetime().register(z.globalRegistry, { description: 'ISO 8601, UTC.' });
const id = z.uuid();

/** An object that the document has once, under a name. */
function named<Shape extends z.core.$ZodShape>(name: string, shape: Shape) {
  return z.strictObject(shape).register(z.globalRegistry, { id: name });
}

const userMembers = {
  id: z.uuid().register(z.globalRegistry, {
    description: 'Identifies the account, as `sub` does in its tokens. It never changes.',
  }),
  username: z.string().register(z.globalRegistry, {
    description: 'For display and for sign-in. It can change: identify the account by its `id`.',
  }),
  createdAt: time,
};
const user = named('User', userMembers);
const profile = named('Profile', { ...userMembers, scopes: z.array(z.string()) });

const tokens = {
  access_token: z.string().register(z.globalRegistry, { description: 'A JWT (RFC 9068).' }),
  id_token: z.string().register(z.globalRegistry, {
    description: 'The access token once more, for older clients. Not an OpenID Connect ID Token.',
  }),
  token_type: z.literal('Bearer'),
  expires_in: z.int().register(z.globalRegistry, { description: 'Seconds.' }),
  refresh_token: z.string().register(z.globalRegistry, {
    description: 'For `POST /sessions/refresh`. Opaque, and good once.',
  }),
};

const deviceToken = z.string().register(z.globalRegistry, {
  description: 'For the next sign-in of this device: its attempts are counted apart from strangers’.',
});

const tokenResponse = named('Tokens', tokens);
const signInResponse = named('SignIn', { ...tokens, device_token: deviceToken });
const registration = named('Registration', { ...tokens, device_token: deviceToken, user });

const session = named('Session', {
  id,
  createdAt: time,
  lastUsedAt: time,
  userAgent: z.optional(z.string()),
  ip: z.optional(z.string()),
  current: z.boolean().register(z.globalRegistry, { description: 'Whether this request belongs to it.' }),
});

const exported = z.strictObject({
  items: z.array(z.looseObject({ type: z.string() })),
  cursor: z.optional(z.string()),
});

const newUsername =
  '3 to 64 characters of a-z, 0-9 and . _ + - after NFKC. Upper case counts as lower case, and is shown as it was sent.';
const newPassword = {
  description:
    '15 to 256 characters, unless the stage sets other bounds. None that is tried first, and little more than the username is refused.',
  format: 'password',
};
const presentPassword = { description: 'The password of the account.', format: 'password' };

const shownUser = {
  id: '5479eb92-6c1d-4f0e-9a53-1b0f6d2c8e47',
  username: 'ada',
  createdAt: '2026-11-23T01:45:49.811Z',
};
const shownSession = {
  id: 'c2f7a1d8-3b64-4e95-8d0a-94e6b7f51c23',
  ip: '203.0.113.7',
  userAgent: 'Mozilla/5.0',
};
const shownDevice = 'TDbfYnCkkA3n';
// header, a `sub`, and in the signature's place the words "cut short"
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
    createdAt: 1795398349,
    authTime: 1795398349,
    amr: 'pwd',
    lastUsedAt: 1795398350,
    username: shownUser.username,
    scope: '',
    securityVersion: 1,
    refreshedAt: 1795398350078,
    expiresAt: 1796607950,
  },
  { type: 'foo_count', count: 1 },
  {
    type: 'foo',
    id: '01a20614-b4fe-76e3-b1df-2ad606d06adb',
    name: 'first',
    note: 'The one to begin with',
    createdAt: '2026-11-23T01:45:50.078Z',
    updatedAt: '2026-11-23T01:45:50.078Z',
  },
  {
    type: 'idempotency_key',
    fooId: '01a20614-b4fe-76e3-b1df-2ad606d06adb',
    createdAt: '2026-11-23T01:45:50.078Z',
    expiresAt: 1795484750,
  },
];

export const authDescriptions = {
  'POST /users': {
    summary: 'Register',
    description: 'Makes an account and signs it in.',
    body: {
      username: { description: newUsername },
      password: newPassword,
    },
    answers: {
      201: {
        description: 'The account, signed in',
        schema: registration,
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
        example: { ...shownUser, scopes: [] },
      },
    },
  },
  'DELETE /users/me': {
    summary: 'Delete my account',
    description: 'Needs a sign-in of the last minutes. Afterwards the name is free.',
    answers: {
      202: {
        description: 'Begun: repeat the request after Retry-After, in seconds, until it is 204',
        headers: ['Retry-After'],
      },
      204: { description: 'The account and everything that belonged to it are gone' },
    },
    problems: ['REAUTHENTICATION_REQUIRED'],
  },
  'GET /users/me/export': {
    summary: 'Export everything stored about me',
    description: 'Times are as they are stored: ISO 8601, or seconds or milliseconds since 1970.',
    answers: { 200: { description: 'A page', schema: exported, example: { items: shownItems } } },
    problems: ['VALIDATION_FAILED'],
    parameters: [
      { name: 'cursor', in: 'query', description: 'The cursor of the page before.', schema: z.string() },
    ],
  },
  'PUT /users/me/username': {
    summary: 'Change my username',
    description:
      'Needs a sign-in of the last minutes. At most three changes within 30 days, another spelling of the same name included. Sessions go on: their next tokens carry the new username. No other account gets the former name before the last token that carries it has expired.',
    body: { username: { description: newUsername } },
    answers: {
      200: {
        description: 'The account under its new username, also when it had it before',
        schema: profile,
        example: { ...shownUser, username: 'ada.lovelace', scopes: [] },
      },
    },
    problems: [
      'REAUTHENTICATION_REQUIRED',
      'USERNAME_TAKEN',
      'CONCURRENT_CHANGE',
      'TOO_MANY_USERNAME_CHANGES',
      'TOO_MANY_ATTEMPTS',
    ],
  },
  'PUT /users/me/password': {
    summary: 'Change my password',
    description: 'Ends every other session.',
    body: { current_password: presentPassword, new_password: newPassword },
    answers: { 204: { description: 'Changed' } },
    problems: ['INVALID_CURRENT_PASSWORD', 'CONCURRENT_CHANGE', 'TOO_MANY_ATTEMPTS'],
  },
  'POST /sessions/create': {
    summary: 'Sign in',
    description:
      'A temporary password, which an operator has set, starts nothing: it is answered with PASSWORD_CHANGE_REQUIRED, and the same request with new_password sets another one and signs in.',
    body: {
      username: { description: 'In any of its spellings: upper case counts as lower case.' },
      password: presentPassword,
      new_password: {
        ...newPassword,
        description: `Only after PASSWORD_CHANGE_REQUIRED: replaces the temporary password. ${newPassword.description}`,
      },
      device_token: { description: 'The device_token of the last sign-in on this device, if there was one.' },
    },
    answers: { 201: { description: 'Signed in', schema: signInResponse, example: shownSignIn } },
    problems: ['INVALID_CREDENTIALS', 'PASSWORD_CHANGE_REQUIRED', 'TOO_MANY_ATTEMPTS'],
  },
  'POST /sessions/refresh': {
    summary: 'Get the next tokens',
    body: { refresh_token: { description: 'The refresh_token of the last sign-in or refresh.' } },
    description:
      'Replaces the refresh token. The one before leads to the same successor for some seconds; after that it ends the session.',
    answers: { 200: { description: 'The next tokens', schema: tokenResponse, example: shownTokens } },
    problems: ['INVALID_REFRESH_TOKEN', 'REFRESH_TOKEN_REUSED', 'CONCURRENT_CHANGE'],
  },
  'GET /sessions': {
    summary: 'List my sessions',
    answers: {
      200: {
        description: 'The last used first',
        schema: z.strictObject({ items: z.array(session) }),
        example: {
          items: [
            {
              ...shownSession,
              createdAt: '2026-11-23T01:45:49.000Z',
              lastUsedAt: '2026-11-23T01:45:50.000Z',
              current: true,
            },
          ],
        },
      },
    },
  },
  'DELETE /sessions': { summary: 'Sign out everywhere', answers: { 204: { description: 'Signed out' } } },
  'DELETE /sessions/current': { summary: 'Sign out', answers: { 204: { description: 'Signed out' } } },
  'DELETE /sessions/{id}': {
    summary: 'End one of my sessions',
    answers: { 204: { description: 'It is over' } },
    problems: ['NOT_FOUND'],
  },
} as const satisfies RouteDescriptions<'auth'>;
