/**
 * The request bodies of the routes of e-mail. They are part of the bundle, so that the file on demand needs no second
 * copy of zod. They are created for the first request that needs them.
 */
import * as z from 'zod/mini';
import { cleanText, MAX_RAW_LENGTH } from '../shared/http/text';
import type { BodySchemas } from '../shared/route-code';
import { createResetBodies } from './reset-bodies';

const emailChangeBody = () =>
  z
    .strictObject({ email: cleanText({ maxLength: MAX_RAW_LENGTH }) })
    .register(z.globalRegistry, { examples: [{ email: 'ada@example.com' }] });

const emailVerificationBody = () =>
  z
    // any short text: a malformed code or token gets the same response as a wrong one. The route demands exactly one
    .strictObject({
      code: z.optional(cleanText({ maxLength: 64 })),
      token: z.optional(cleanText({ maxLength: 256 })),
    })
    .register(z.globalRegistry, { examples: [{ code: 'K7QM-2X9D' }] });

/** Creates the bodies. */
export function createEmailBodies() {
  return {
    'PUT /users/me/email': emailChangeBody(),
    'POST /users/me/email/verification': emailVerificationBody(),
    ...createResetBodies(),
  } as const satisfies BodySchemas<'auth'>;
}
