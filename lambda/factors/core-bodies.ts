/** The request bodies of the routes of second factors. They are part of the bundle. */
import * as z from 'zod/mini';
import { cleanText, MAX_RAW_LENGTH } from '../shared/http/text';
import type { BodySchemas } from '../shared/route-code';
import type { PasskeyKit } from './passkey-bodies';

/** The functions from which the file on demand creates its schemas. */
export const passkeyKit: PasskeyKit = {
  strictObject: z.strictObject,
  looseObject: z.looseObject,
  optional: z.optional,
  cleanText,
};

const enrolmentBody = z
  // the rule of names is narrower: lambda/identity/factors/management/factor-name.ts
  .strictObject({ name: z.optional(cleanText({ maxLength: MAX_RAW_LENGTH })) })
  .register(z.globalRegistry, { examples: [{ name: 'My phone' }] });

const requiredEnrolmentBody = z
  // any short text: a malformed challenge gets the same response as an unknown one
  .strictObject({ challenge: cleanText({ maxLength: 128 }) })
  .register(z.globalRegistry, {
    examples: [{ challenge: 'the challenge of the last response' }],
  });

export const coreBodies = {
  'POST /users/me/factors/totp': enrolmentBody,
  'POST /sessions/challenge/totp': requiredEnrolmentBody,
} as const satisfies BodySchemas<'factors'>;
