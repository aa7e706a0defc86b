/** What the API's document says of users and sessions. */
import * as z from 'zod/mini';
import type { RouteDescriptions } from '../shared/http/description';

const time = z.iso.datetime().register(z.globalRegistry, { description: 'ISO 8601, UTC.' });
const id = z.uuid();

const user = { id, username: z.string(), createdAt: time };

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

const tokenResponse = z.strictObject(tokens);
const signInResponse = z.strictObject({ ...tokens, device_token: deviceToken });

const session = z.strictObject({
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

export const authDescriptions = {
  'POST /users': {
    summary: 'Register',
    description: 'Makes an account and signs it in.',
    answers: {
      201: {
        description: 'The account, signed in',
        schema: z.strictObject({ ...tokens, device_token: deviceToken, user: z.strictObject(user) }),
      },
    },
    problems: ['USERNAME_TAKEN', 'TOO_MANY_ATTEMPTS'],
  },
  'GET /users/me': {
    summary: 'Show my account',
    answers: {
      200: { description: 'The account', schema: z.strictObject({ ...user, scopes: z.array(z.string()) }) },
    },
  },
  'DELETE /users/me': {
    summary: 'Delete my account',
    description: 'Needs a sign-in of the last minutes. Afterwards the name is free.',
    answers: {
      202: { description: 'Begun: repeat the request after Retry-After, in seconds, until it is 204' },
      204: { description: 'The account and everything that belonged to it are gone' },
    },
    problems: ['REAUTHENTICATION_REQUIRED'],
  },
  'GET /users/me/export': {
    summary: 'Export everything stored about me',
    answers: { 200: { description: 'A page', schema: exported } },
    problems: ['VALIDATION_FAILED'],
    parameters: [
      { name: 'cursor', in: 'query', description: 'The cursor of the page before.', schema: z.string() },
    ],
  },
  'PUT /users/me/password': {
    summary: 'Change my password',
    description: 'Ends every other session.',
    answers: { 204: { description: 'Changed' } },
    problems: ['INVALID_CURRENT_PASSWORD', 'TOO_MANY_ATTEMPTS'],
  },
  'POST /sessions/create': {
    summary: 'Sign in',
    answers: { 201: { description: 'Signed in', schema: signInResponse } },
    problems: ['INVALID_CREDENTIALS', 'TOO_MANY_ATTEMPTS'],
  },
  'POST /sessions/refresh': {
    summary: 'Get the next tokens',
    description:
      'Replaces the refresh token. The one before leads to the same successor for some seconds; after that it ends the session.',
    answers: { 200: { description: 'The next tokens', schema: tokenResponse } },
    problems: ['INVALID_REFRESH_TOKEN', 'REFRESH_TOKEN_REUSED'],
  },
  'GET /sessions': {
    summary: 'List my sessions',
    answers: {
      200: { description: 'The last used first', schema: z.strictObject({ items: z.array(session) }) },
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
