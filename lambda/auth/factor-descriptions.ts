/** Describes the routes of second factors that `auth` serves in the OpenAPI document. */
import * as z from 'zod/mini';
import type { RouteDescriptions } from '../shared/http/description';

const code = {
  description:
    'The code of an authenticator app, or a recovery code. In any case, with or without blanks and hyphens.',
};
const kind = {
  description: 'What the proof is: `totp` or `recovery_code` with a code, or `passkey` with a credential.',
};
const challengeKind = {
  description:
    'One of the kinds that came with the challenge: `totp`, `recovery_code`, `passkey` or `enrolment`.',
};
const assertion = 'The response of the authenticator: AuthenticationResponseJSON of WebAuthn Level 3.';

const trustedDevice = {
  description:
    'Whether to trust this device: the response then has a `trusted_device_token`. Has no effect at an enrolment. In stages with trusted devices only.',
};

/** What responses and bodies of routes that every stage serves have in stages with second factors. */
export const factorWords = {
  /** What a sign-in by a challenge returns besides tokens. */
  signIn: {
    recovery_codes_left: z.optional(z.int()).register(z.globalRegistry, {
      description: 'After a recovery code, if no more than three are left.',
    }),
    recovery_codes: z.optional(z.array(z.string())).register(z.globalRegistry, {
      description: 'After an enrolment. Each replaces the authenticator app once. Shown only once.',
    }),
    trusted_device_token: z.optional(z.string()).register(z.globalRegistry, {
      description:
        'A secret, for the next sign-ins on this device: with it the password alone is enough, for 30 days.',
    }),
  },
  /** What a sign-in sends in place of a second factor. */
  trustedDeviceToken: {
    description:
      'The trusted_device_token of this device, in place of a second factor. A token that is not valid is ignored. In stages with trusted devices only.',
  },
  /** What a sign-up returns in place of tokens, in a stage that requires a second factor. */
  requiredEnrolment: {
    challenge: z.string().register(z.globalRegistry, {
      description:
        'For `POST /sessions/challenge/totp` and `POST /sessions/challenge`. Valid for 10 minutes.',
    }),
    kinds: z.array(z.literal('enrolment')),
  },
  /** What a sign-up does. */
  signUp:
    'Creates an account and starts its first session. In a stage that requires a second factor no session starts: the response has a challenge of the kind `enrolment` in place of tokens.',
};

const recoveryCodes = z.strictObject({
  recovery_codes: z.optional(z.array(z.string())).register(z.globalRegistry, {
    description: 'Only with the first factor. Each replaces a factor once. Shown only once.',
  }),
});

/** The response of a sign-in, which descriptions.ts defines. */
export interface SignInAnswer {
  /** Its members. */
  readonly signIn: Readonly<Record<'refresh_token' | 'device_token', z.ZodMiniType>> & z.core.$ZodShape;
  readonly example: Readonly<Record<string, unknown>>;
}

/** Creates the descriptions. */
export function createFactorDescriptions({ signIn, example }: SignInAnswer) {
  const { refresh_token: _refresh, device_token: _device, ...accessTokens } = signIn;
  const { refresh_token: _shownRefresh, device_token: _shownDevice, ...shownAccessTokens } = example;
  const accessTokenResponse = z.strictObject(accessTokens).register(z.globalRegistry, { id: 'AccessTokens' });
  const factorSignIn = z
    .strictObject({ ...signIn, ...factorWords.signIn })
    .register(z.globalRegistry, { id: 'FactorSignIn' });
  return {
    'POST /users/me/factors/totp/{id}/confirm': {
      summary: 'Confirm an authenticator app',
      description:
        'Requires a recent authentication, as the enrolment does, and the same session. The first factor turns the second factor on. The code cannot be used again.',
      body: { code: { description: 'The code that the app shows.' } },
      answers: {
        200: {
          description:
            'The factor is in use. The recovery codes come with the first factor of an account only',
          schema: recoveryCodes,
          example: { recovery_codes: ['3ZQX-8W2K-7M4D-0RJ5-N9TB-6VHC-1G'] },
        },
      },
      problems: [
        'INSUFFICIENT_USER_AUTHENTICATION',
        'INVALID_CODE',
        'FACTOR_NOT_FOUND',
        'TOO_MANY_FACTORS',
        'CONCURRENT_CHANGE',
        'TOO_MANY_ATTEMPTS',
      ],
    },
    'POST /sessions/challenge': {
      summary: 'Sign in with a second factor',
      description:
        'Answers a challenge of POST /sessions/create or POST /users. A challenge is valid for 10 minutes and five codes, and for one sign-in. It becomes void when the password, the scopes or the state of the account changes. In a stage that requires a second factor, a challenge of the kind `enrolment` adds the first one: POST /sessions/challenge/totp returns its secret, and the code of the app confirms it. An account with a verified address must also send the code that was mailed to it. Without it the response is VALIDATION_FAILED, and no code is used up. A passkey answers with the options of the member `passkey`, whose WebAuthn challenge is the challenge. It uses the challenge up, also when it is refused.',
      body: {
        challenge: { description: 'The challenge of the sign-in or of the sign-up.' },
        kind: challengeKind,
        code,
        credential: { description: `In place of a code, for the kind \`passkey\`. ${assertion}` },
        email_code: {
          description: 'For an enrolment of an account with a verified address: the code of the mail.',
        },
        trust_device: trustedDevice,
      },
      answers: { 201: { description: 'The tokens of the new session', schema: factorSignIn, example } },
      problems: [
        'INVALID_CHALLENGE',
        'INVALID_CODE',
        'INVALID_PASSKEY',
        'CONCURRENT_CHANGE',
        'TOO_MANY_ATTEMPTS',
      ],
    },
    'POST /sessions/current/step-up': {
      summary: 'Authenticate again in my session',
      description:
        'Takes either the password, or a kind and its proof. An account with a second factor must send a code, or a passkey that verifies its user: its password alone is refused. The refresh token stays, and later access tokens carry the same authentication.',
      body: {
        password: { description: 'The password of the account.', format: 'password' },
        kind,
        code,
        ceremony_id: {
          description: 'For the kind `passkey`: the ceremony_id of POST /sessions/current/step-up/options.',
        },
        credential: { description: `For the kind \`passkey\`. ${assertion}` },
      },
      answers: {
        200: {
          description: 'A new access token of the session',
          schema: accessTokenResponse,
          example: shownAccessTokens,
        },
      },
      problems: [
        'INSUFFICIENT_USER_AUTHENTICATION',
        'INVALID_CODE',
        'INVALID_CEREMONY',
        'INVALID_PASSKEY',
        'INVALID_CURRENT_PASSWORD',
        'CONCURRENT_CHANGE',
        'TOO_MANY_ATTEMPTS',
      ],
    },
  } as const satisfies RouteDescriptions<'auth'>;
}
