/** Describes sign-ups by passkeys in the OpenAPI document. */
import * as z from 'zod/mini';
import type { RouteDescriptions } from '../shared/http/description';

const begunSignUp = z
  .strictObject({
    ceremony_id: z
      .string()
      .register(z.globalRegistry, { description: 'For `POST /users`. Valid for 5 minutes, and once.' }),
    options: z.looseObject({}).register(z.globalRegistry, {
      description:
        '`PublicKeyCredentialCreationOptionsJSON`, for `PublicKeyCredential.parseCreationOptionsFromJSON`.',
    }),
  })
  .register(z.globalRegistry, { id: 'PasskeySignUp' });

const shownCeremony = 'Zt0ZBpxtHdpUqfNEbkUPcOsIXHsEEmhVSxqzcXbEjbM';

/** How the body of a sign-up takes a passkey. */
export const passkeyMembers = {
  ceremony_id: {
    description:
      'In place of a password, together with `credential`: the ceremony_id of `POST /users/passkey/options` for this username. In stages whose sign-up takes passkeys only.',
  },
  credential: {
    description:
      'The `RegistrationResponseJSON` of the new credential. Its authenticator must have verified the user.',
  },
} as const;

/** The codes of a sign-up by a passkey. */
export const passkeySignUpProblems = ['INVALID_CEREMONY', 'PASSKEY_REFUSED', 'PASSKEY_TAKEN'] as const;

export const signUpDescriptions = {
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
          ceremony_id: shownCeremony,
          options: {
            challenge: shownCeremony,
            rp: { id: 'example.com', name: 'latchkey' },
            user: { id: 'NTQ3OWViOTItNmMxZC00ZjBl', name: 'ada', displayName: 'ada' },
            pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
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
} as const satisfies Partial<RouteDescriptions<'auth'>>;
