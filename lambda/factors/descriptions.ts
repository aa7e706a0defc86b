/** Describes second factors in the OpenAPI document. */
import * as z from 'zod/mini';
import type { RouteDescriptions } from '../shared/http/description';
import { passkeyDescriptions } from './passkey-descriptions';

const time = z.iso.datetime().register(z.globalRegistry, { description: 'ISO 8601, UTC.' });

const factor = z
  .strictObject({
    id: z.uuid(),
    kind: z.literal('totp'),
    name: z.string(),
    addedAt: time,
    lastUsedAt: z.optional(time),
  })
  .register(z.globalRegistry, { id: 'Factor' });

const factorList = z.strictObject({
  items: z.array(factor),
  recovery_codes_left: z.int(),
  reset_at: z.optional(
    z.iso.datetime().register(z.globalRegistry, {
      description:
        'From when a sign-in needs only the password, and removes the factors, at the request of an operator. ISO 8601, UTC.',
    }),
  ),
});

const enrolment = z
  .strictObject({
    id: z
      .uuid()
      .register(z.globalRegistry, { description: 'Identifies the factor, also once it is confirmed.' }),
    secret: z.string().register(z.globalRegistry, {
      description: 'In base32 (RFC 4648), to type into an authenticator app. Shown only once.',
    }),
    uri: z.string().register(z.globalRegistry, { description: 'The secret as an `otpauth` URI.' }),
    qr_svg: z.string().register(z.globalRegistry, { description: 'The URI as a QR code, an SVG image.' }),
  })
  .register(z.globalRegistry, { id: 'TotpEnrolment' });

const recoveryCodes = z.strictObject({
  recovery_codes: z.array(z.string()).register(z.globalRegistry, {
    description: 'Each replaces a factor once. Shown only once.',
  }),
});

const shownFactor = {
  id: '7d0c2c52-5f38-4c3b-9d5e-0b7c0f4a1e66',
  kind: 'totp',
  name: 'Authenticator app',
  addedAt: '2026-11-23T01:45:50.078Z',
  lastUsedAt: '2026-11-24T08:12:03.501Z',
};
// the secret of the examples of RFC 6238
const shownSecret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const shownEnrolment = {
  id: shownFactor.id,
  secret: shownSecret,
  uri: `otpauth://totp/latchkey:ada?issuer=latchkey&secret=${shownSecret}&algorithm=SHA1&digits=6&period=30`,
  qr_svg: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 57 57">…</svg>',
};

/** How a change of factors refuses a caller. */
const stepUp =
  'Requires a recent authentication: with a second factor if the account has one, and with the password otherwise.';

export const factorsDescriptions = {
  ...passkeyDescriptions,
  'GET /users/me/factors': {
    summary: 'List my second factors',
    answers: {
      200: {
        description: 'The confirmed factors in the order in which they were added',
        schema: factorList,
        example: { items: [shownFactor], recovery_codes_left: 10 },
      },
    },
  },
  'POST /users/me/factors/totp': {
    summary: 'Begin to add an authenticator app',
    description: `${stepUp} The app computes codes by TOTP (RFC 6238). It is a factor once a code confirms it, within 10 minutes and in the same session. Another request replaces an enrolment that waits. An account has at most 10 factors.`,
    body: {
      name: {
        description:
          'How the user calls the app: 1 to 64 visible characters. The default is "Authenticator app".',
      },
    },
    answers: {
      201: {
        description: 'The secret, for the app',
        schema: enrolment,
        example: shownEnrolment,
      },
    },
    problems: ['INSUFFICIENT_USER_AUTHENTICATION', 'TOO_MANY_FACTORS'],
  },
  'DELETE /users/me/factors/reset': {
    summary: 'Cancel a reset of my second factors',
    description:
      'An operator can reset the factors of a user who has lost them. The reset waits for 24 hours. A sign-in with a second factor cancels it, too. Requires no step-up, and may be repeated.',
    answers: { 204: { description: 'No reset waits' } },
  },
  'DELETE /users/me/factors/{id}': {
    summary: 'Remove one of my second factors',
    description: `${stepUp} The removal of the last factor turns the second factor off, and removes the recovery codes. While a passkey is left, it stays on. A stage that requires a second factor refuses it. Also cancels an enrolment that waits for its code.`,
    answers: { 204: { description: 'The factor is removed' } },
    problems: ['INSUFFICIENT_USER_AUTHENTICATION', 'FACTOR_NOT_FOUND', 'LAST_FACTOR', 'CONCURRENT_CHANGE'],
  },
  'POST /users/me/recovery-codes': {
    summary: 'Replace my recovery codes',
    description: `${stepUp} The former codes are void.`,
    answers: {
      200: {
        description: 'Ten new codes',
        schema: recoveryCodes,
        example: { recovery_codes: ['3ZQX-8W2K-7M4D-0RJ5-N9TB-6VHC-1G'] },
      },
    },
    problems: ['INSUFFICIENT_USER_AUTHENTICATION', 'NO_SECOND_FACTOR', 'CONCURRENT_CHANGE'],
  },
  'POST /sessions/challenge/totp': {
    summary: 'Begin to add an authenticator app before the first session',
    description:
      'For a challenge of the kind `enrolment`, which a stage issues that requires a second factor. A challenge of an account with a factor is not valid here. A repeated request returns a new secret, and voids the former one. A challenge gets five. POST /sessions/challenge confirms the secret.',
    body: { challenge: { description: 'The challenge of the sign-in or of the sign-up.' } },
    answers: {
      201: {
        description: 'The secret, for the app',
        schema: enrolment,
        example: shownEnrolment,
      },
    },
    problems: ['INVALID_CHALLENGE'],
  },
} as const satisfies RouteDescriptions<'factors'>;
