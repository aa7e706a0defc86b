/** Describes accounts in the OpenAPI document, and collects the descriptions of all routes of the function. */
import * as z from 'zod/mini';
import type { RouteDescriptions } from '../shared/http/description';
import { emailDescriptions } from './email-descriptions';
import { createFactorDescriptions, factorWords } from './factor-descriptions';
import { pageDescriptions } from './pages/descriptions';
import { passkeyDescriptions } from './passkeys/passkey-descriptions';
import { resetDescriptions } from './reset-descriptions';
import {
  named,
  newPassword,
  presentPassword,
  sessionDescriptions,
  shownDevice,
  shownSession,
  shownSignIn,
  shownTime,
  shownUser,
  signInMembers,
  time,
} from './session-descriptions';

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

const registration = named('Registration', { ...signInMembers, user });
const requiredEnrolment = named('RequiredEnrolment', { ...factorWords.requiredEnrolment, user });

const begunSignUp = named('PasskeySignUp', {
  ceremony_id: z
    .string()
    .register(z.globalRegistry, { description: 'For `POST /users`. Valid for 5 minutes, and once.' }),
  options: z.looseObject({}).register(z.globalRegistry, {
    description:
      '`PublicKeyCredentialCreationOptionsJSON`, for `PublicKeyCredential.parseCreationOptionsFromJSON`.',
  }),
});

/** How the body of a sign-up takes a passkey. */
const passkeyMembers = {
  ceremony_id: {
    description:
      'In place of a password, together with `credential`: the ceremony_id of `POST /users/passkey/options` for this username. In stages whose sign-up takes passkeys only.',
  },
  credential: {
    description:
      'The `RegistrationResponseJSON` of the new credential. Its authenticator must have verified the user.',
  },
} as const;

const exported = z.strictObject({
  items: z.array(z.looseObject({ type: z.string() })),
  cursor: z.optional(z.string()),
});

const SHOWN_CEREMONY = 'Zt0ZBpxtHdpUqfNEbkUPcOsIXHsEEmhVSxqzcXbEjbM';
const newUsername =
  '3 to 64 characters of a-z, 0-9 and . _ + - after NFKC normalization. Upper case is equal to lower case, and is displayed as it was sent.';
/** The members of a profile in a stage with e-mail. */
const shownEmail = { email: 'ada@example.com', email_verified: true, pending_email: null };
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
      ...passkeyMembers,
      email: { description: 'Waits for its code, as after PUT /users/me/email.' },
    },
    answers: {
      201: {
        description: 'The account, and the tokens of its session or a challenge',
        schema: z.union([registration, requiredEnrolment]),
        example: { ...shownSignIn, user: shownUser },
      },
    },
    problems: ['USERNAME_TAKEN', 'TOO_MANY_ATTEMPTS', 'INVALID_CEREMONY', 'PASSKEY_REFUSED', 'PASSKEY_TAKEN'],
  },
  'POST /users/passkey/options': {
    summary: 'Begin to sign up with a passkey',
    description:
      'Returns the options of a new credential for an account without a password. The response is the same whether or not the username is taken. POST /users completes the sign-up, and does not count as another one.',
    body: { username: { description: 'The username that `POST /users` sends.' } },
    answers: {
      200: {
        description: 'The ceremony has begun',
        schema: begunSignUp,
        example: {
          ceremony_id: SHOWN_CEREMONY,
          options: {
            challenge: SHOWN_CEREMONY,
            timeout: 300_000,
            rp: { id: 'example.com', name: 'latchkey' },
            user: { id: 'NTQ3OWViOTItNmMxZC00ZjBlLTlhNTMtMWIwZjZkMmM4ZTQ3', name: 'ada', displayName: 'ada' },
            pubKeyCredParams: [-8, -7, -257].map((alg) => ({ type: 'public-key', alg })),
            authenticatorSelection: {
              residentKey: 'required',
              requireResidentKey: true,
              userVerification: 'required',
            },
            attestation: 'none',
            excludeCredentials: [],
          },
        },
      },
    },
    problems: ['TOO_MANY_ATTEMPTS'],
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
      'An account with a second factor must have used it recently. Ends all other sessions of the account. An account without a password gets its first one: it leaves current_password out, after a recent authentication.',
    body: {
      current_password: {
        ...presentPassword,
        description:
          'The password of the account. An account without one leaves it out, in stages with passkeys only.',
      },
      new_password: newPassword,
    },
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
  ...passkeyDescriptions,
  ...pageDescriptions,
  ...sessionDescriptions,
} as const satisfies RouteDescriptions<'auth'>;
