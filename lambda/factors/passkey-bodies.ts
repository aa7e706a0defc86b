/**
 * The request bodies of the routes of passkeys. They are part of the file on demand, which gets the functions of zod from
 * the bundle.
 */
import type * as z from 'zod/mini';
import { type cleanText, MAX_RAW_LENGTH } from '../shared/http/text';
import type { BodySchemas } from '../shared/route-code';

/** The functions that create schemas. */
export interface PasskeyKit extends Pick<typeof z, 'strictObject' | 'looseObject' | 'optional'> {
  readonly cleanText: typeof cleanText;
}

/** Creates the bodies. */
export function createPasskeyBodies({ strictObject, looseObject, optional, cleanText: text }: PasskeyKit) {
  // the rule of names is narrower: lambda/identity/factors/management/factor-name.ts
  const name = text({ maxLength: MAX_RAW_LENGTH });
  return {
    'POST /users/me/passkeys': strictObject({
      // any short text: a malformed id gets the same response as an unknown one
      ceremony_id: text({ maxLength: 128 }),
      name: optional(name),
      // the verification reads it, and refuses all malformed ones with the same code
      credential: looseObject({}),
    }),
    'PATCH /users/me/passkeys/{id}': strictObject({ name }),
  } as const satisfies BodySchemas<'factors'>;
}

/** The bodies. */
export type PasskeyBodies = ReturnType<typeof createPasskeyBodies>;

/** An example of each body, for the document. */
export const passkeyBodyExamples = {
  'POST /users/me/passkeys': {
    ceremony_id: 'the ceremony_id of the options',
    name: 'My phone',
    credential: {
      id: 'dGhlIGlkIG9mIHRoZSBjcmVkZW50aWFs',
      rawId: 'dGhlIGlkIG9mIHRoZSBjcmVkZW50aWFs',
      type: 'public-key',
      response: {
        clientDataJSON: 'eyJ0eXBlIjoi…',
        attestationObject: 'o2NmbXRkbm9u…',
        transports: ['internal'],
      },
      clientExtensionResults: {},
    },
  },
  'PATCH /users/me/passkeys/{id}': { name: 'My phone' },
} as const satisfies Readonly<Record<keyof PasskeyBodies, object>>;
