/** Describes passkeys, and the switch of the second factor, in the OpenAPI document. */
import * as z from 'zod/mini';
import type { RouteDescriptions } from '../shared/http/description';
import { passkeyBodyExamples } from './passkey-bodies';

const time = z.iso.datetime().register(z.globalRegistry, { description: 'ISO 8601, UTC.' });

const passkey = z
  .strictObject({
    id: z.string().register(z.globalRegistry, {
      description: 'The SHA-256 digest of the id of the credential, in base64url.',
    }),
    credentialId: z.string().register(z.globalRegistry, {
      description: 'The id of the credential, in base64url, by which a browser knows it.',
    }),
    name: z.string(),
    addedAt: time,
    lastUsedAt: z.optional(time),
    transports: z.array(z.string()).register(z.globalRegistry, {
      description: 'How a browser reaches the authenticator, such as `internal` or `usb`.',
    }),
    synced: z.boolean().register(z.globalRegistry, {
      description: 'Whether it was copied to other devices when it was used last.',
    }),
    syncable: z
      .boolean()
      .register(z.globalRegistry, { description: 'Whether it may be copied to other devices.' }),
    verifiesUser: z.boolean().register(z.globalRegistry, {
      description: 'Whether it signs in without a password. Any other one is a second factor only.',
    }),
  })
  .register(z.globalRegistry, { id: 'Passkey' });

const passkeyList = z.strictObject({
  items: z.array(passkey),
  second_factor_on: z.boolean().register(z.globalRegistry, {
    description: 'Whether a sign-in by the password needs a second factor.',
  }),
  rp_id: z.string().register(z.globalRegistry, { description: 'The id of the relying party.' }),
  user_handle: z.string().register(z.globalRegistry, {
    description: 'By which authenticators know the account, in base64url.',
  }),
});

const registration = z
  .strictObject({
    ceremony_id: z
      .string()
      .register(z.globalRegistry, { description: 'For `POST /users/me/passkeys`. Valid for 5 minutes.' }),
    options: z.looseObject({}).register(z.globalRegistry, {
      description:
        '`PublicKeyCredentialCreationOptionsJSON`, for `PublicKeyCredential.parseCreationOptionsFromJSON`.',
    }),
  })
  .register(z.globalRegistry, { id: 'PasskeyRegistration' });

const turnedOn = z.strictObject({
  recovery_codes: z.optional(z.array(z.string())).register(z.globalRegistry, {
    description: 'Absent if the second factor was on. Each replaces a factor once. Shown only once.',
  }),
});

const shownPasskey = {
  id: '9KFlDBUBmGqPmlzVJTyTKzDBWMRI1yJ8Mrqlz5mBKpM',
  credentialId: 'k3Yb2dIqOa6gRk6m1sKJ0w',
  name: 'My phone',
  addedAt: '2026-11-23T01:45:50.078Z',
  lastUsedAt: '2026-11-24T08:12:03.501Z',
  transports: ['hybrid', 'internal'],
  synced: true,
  syncable: true,
  verifiesUser: true,
};
const { lastUsedAt: _, ...newPasskey } = shownPasskey;
const shownCeremony = 'Zt0ZBpxtHdpUqfNEbkUPcOsIXHsEEmhVSxqzcXbEjbM';
/** The `sub` of the account, in base64url. */
const shownHandle = 'NTQ3OWViOTItNmMxZC00ZjBlLTlhNTMtMWIwZjZkMmM4ZTQ3';
const shownOptions = {
  challenge: shownCeremony,
  timeout: 300_000,
  rp: { id: 'example.com', name: 'latchkey' },
  user: { id: shownHandle, name: 'ada', displayName: 'ada' },
  pubKeyCredParams: [-8, -7, -257].map((alg) => ({ type: 'public-key', alg })),
  authenticatorSelection: {
    residentKey: 'required',
    requireResidentKey: true,
    userVerification: 'preferred',
  },
  attestation: 'none',
  excludeCredentials: [],
};

const stepUp =
  'Requires a recent authentication: with a second factor if the second factor is on, and with the password or a passkey otherwise.';
const name = {
  description: 'How the user calls the passkey: 1 to 64 visible characters. The default is "Passkey".',
};

export const passkeyDescriptions = {
  'POST /users/me/passkeys/options': {
    summary: 'Begin to add a passkey',
    description: `${stepUp} Returns the options for \`navigator.credentials.create\`. Another request replaces a ceremony that waits. An account has at most 20 passkeys.`,
    answers: {
      200: {
        description: 'The ceremony has begun',
        schema: registration,
        example: { ceremony_id: shownCeremony, options: shownOptions },
      },
    },
    problems: ['INSUFFICIENT_USER_AUTHENTICATION', 'TOO_MANY_PASSKEYS'],
  },
  'POST /users/me/passkeys': {
    summary: 'Add a passkey',
    description: `${stepUp} Completes a ceremony in the same session. The ceremony is used up, also if the request is refused. The passkey does not turn the second factor on.`,
    body: {
      ceremony_id: { description: 'The ceremony that the session began.' },
      name,
      credential: {
        description: '`RegistrationResponseJSON`: what `toJSON()` of the new credential returns.',
      },
    },
    answers: { 201: { description: 'The passkey is added', schema: passkey, example: newPasskey } },
    problems: [
      'INSUFFICIENT_USER_AUTHENTICATION',
      'INVALID_CEREMONY',
      'PASSKEY_REFUSED',
      'PASSKEY_TAKEN',
      'TOO_MANY_PASSKEYS',
      'CONCURRENT_CHANGE',
    ],
  },
  'GET /users/me/passkeys': {
    summary: 'List my passkeys',
    answers: {
      200: {
        description: 'The passkeys in the order in which they were added',
        schema: passkeyList,
        example: {
          items: [shownPasskey],
          second_factor_on: true,
          rp_id: 'example.com',
          user_handle: shownHandle,
        },
      },
    },
  },
  'PATCH /users/me/passkeys/{id}': {
    summary: 'Rename one of my passkeys',
    body: { name: { description: 'The new name: 1 to 64 visible characters.' } },
    answers: {
      200: {
        description: 'The renamed passkey',
        schema: passkey,
        example: { ...shownPasskey, ...passkeyBodyExamples['PATCH /users/me/passkeys/{id}'] },
      },
    },
    problems: ['PASSKEY_NOT_FOUND'],
  },
  'DELETE /users/me/passkeys/{id}': {
    summary: 'Remove one of my passkeys',
    description: `${stepUp} The last way to sign in cannot be removed: an account keeps a password, or a passkey that verifies its user. The removal of the last factor turns the second factor off, and removes the recovery codes. A stage that requires a second factor refuses it.`,
    answers: { 204: { description: 'The passkey is removed' } },
    problems: [
      'INSUFFICIENT_USER_AUTHENTICATION',
      'PASSKEY_NOT_FOUND',
      'LAST_WAY_IN',
      'LAST_FACTOR',
      'CONCURRENT_CHANGE',
    ],
  },
  'PUT /users/me/second-factor': {
    summary: 'Turn my second factor on',
    description: `${stepUp} The account needs a passkey or an authenticator app. From then on, a sign-in by the password needs one of them too. May be repeated.`,
    answers: {
      200: {
        description: 'The second factor is on. Ten recovery codes come with the first response',
        schema: turnedOn,
        example: { recovery_codes: ['3ZQX-8W2K-7M4D-0RJ5-N9TB-6VHC-1G'] },
      },
    },
    problems: ['INSUFFICIENT_USER_AUTHENTICATION', 'NO_SECOND_FACTOR', 'CONCURRENT_CHANGE'],
  },
  'DELETE /users/me/second-factor': {
    summary: 'Turn my second factor off',
    description: `${stepUp} Removes the authenticator apps and the recovery codes. Passkeys stay, and sign in as before. A stage that requires a second factor refuses it. May be repeated.`,
    answers: { 204: { description: 'The second factor is off' } },
    problems: ['INSUFFICIENT_USER_AUTHENTICATION', 'LAST_FACTOR', 'CONCURRENT_CHANGE'],
  },
} as const satisfies RouteDescriptions<'factors'>;
