/** Describes the routes of passkeys that `auth` serves in the OpenAPI document. */
import * as z from 'zod/mini';
import type { RouteDescriptions } from '../../shared/http/description';
import { shownSignIn, signInResponse } from '../session-descriptions';

const shownCeremony = 'bWFkZSB1cCwgdG8gc2hvdyB0aGUgZm9ybSBvZiBvbmU';
const shownOptions = { challenge: shownCeremony, rpId: 'example.com', userVerification: 'required' };

const begun = z
  .strictObject({
    ceremony_id: z.string().register(z.globalRegistry, { description: 'Valid for 5 minutes, and once.' }),
    options: z.looseObject({}).register(z.globalRegistry, {
      description:
        'For `navigator.credentials.get`: PublicKeyCredentialRequestOptionsJSON of WebAuthn Level 3.',
    }),
  })
  .register(z.globalRegistry, { id: 'PasskeyRequest' });

/** The descriptions. */
export const passkeyDescriptions = {
  'POST /sessions/passkey/options': {
    summary: 'Begin a sign-in with a passkey',
    description:
      'Takes no username: the authenticator finds its own passkeys. The options are also right for conditional mediation (autofill).',
    answers: {
      200: {
        description: 'The ceremony',
        schema: begun,
        example: { ceremony_id: shownCeremony, options: { ...shownOptions, timeout: 300_000 } },
      },
    },
    problems: ['TOO_MANY_ATTEMPTS'],
  },
  'POST /sessions/passkey': {
    summary: 'Sign in with a passkey',
    description:
      'The authenticator must verify its user, so an account with a second factor needs no other. The ceremony is used up, also when the passkey is refused. After UNKNOWN_PASSKEY, a client may have the browser remove the passkey (`signalUnknownCredential`). With a temporary password, set by an operator, the response is PASSWORD_CHANGE_REQUIRED: the password must be replaced by POST /sessions/create first.',
    body: {
      ceremony_id: { description: 'The ceremony_id of POST /sessions/passkey/options.' },
      credential: {
        description: 'The response of the authenticator: AuthenticationResponseJSON of WebAuthn Level 3.',
      },
      device_token: { description: 'The device_token of the last sign-in on this device, if there is one.' },
    },
    answers: {
      201: { description: 'The tokens of the new session', schema: signInResponse, example: shownSignIn },
    },
    problems: [
      'INVALID_CEREMONY',
      'INVALID_PASSKEY',
      'UNKNOWN_PASSKEY',
      'PASSWORD_CHANGE_REQUIRED',
      'CONCURRENT_CHANGE',
      'TOO_MANY_ATTEMPTS',
    ],
  },
  'POST /sessions/current/step-up/options': {
    summary: 'Begin a step-up with a passkey',
    description:
      'The options list the passkeys of the account. If the account has a second factor, they list only those that can prove it alone. If there are none, the response is PASSKEY_NOT_FOUND.',
    answers: {
      200: {
        description: 'The ceremony, which belongs to this session',
        schema: begun,
        example: {
          ceremony_id: shownCeremony,
          options: {
            ...shownOptions,
            allowCredentials: [
              { type: 'public-key', id: 'k3Yb2dIqOa6gRk6m1sKJ0w', transports: ['hybrid', 'internal'] },
            ],
            timeout: 300_000,
          },
        },
      },
    },
    problems: ['PASSKEY_NOT_FOUND', 'TOO_MANY_ATTEMPTS'],
  },
} as const satisfies RouteDescriptions<'auth'>;
