/** The request bodies of the routes of passkeys that `auth` serves. They are part of the file on demand, as those of second factors. */
import type { BodySchemas } from '../../shared/route-code';
import type { SchemaKit } from '../factor-bodies';

/** Creates the bodies. */
export function createPasskeyBodies({ strictObject, looseObject, optional, cleanText: text }: SchemaKit) {
  return {
    'POST /sessions/passkey': strictObject({
      // any short text: a malformed one gets the same response as an unknown one
      ceremony_id: text({ maxLength: 128 }),
      // an object of any form, within the size of a body: the verification reads it
      credential: looseObject({}),
      device_token: optional(text({ maxLength: 128 })),
    }),
  } as const satisfies BodySchemas<'auth'>;
}

/** The bodies. */
export type PasskeyBodies = ReturnType<typeof createPasskeyBodies>;

/** An assertion, as browsers write it. */
const assertionExample = {
  id: 'the id of the credential',
  rawId: 'the id of the credential',
  type: 'public-key',
  response: {
    clientDataJSON: 'what the browser has signed, in base64url',
    authenticatorData: 'what the authenticator says, in base64url',
    signature: 'the signature, in base64url',
    userHandle: 'the account, in base64url',
  },
  clientExtensionResults: {},
};

/** An example of each body, for the document. */
export const passkeyBodyExamples = {
  'POST /sessions/passkey': { ceremony_id: 'the ceremony_id of the options', credential: assertionExample },
} as const satisfies Readonly<Record<keyof PasskeyBodies, object>>;
