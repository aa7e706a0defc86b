/**
 * The request bodies of the routes of e-mail. They are part of a file on demand, so that they add nothing to the
 * bundle.
 */
import * as z from 'zod/mini';
import type { BodySchemas } from '../shared/http/request';
import { cleanText, MAX_RAW_LENGTH } from '../shared/http/text';

const emailChangeBody = z
  .strictObject({ email: cleanText({ maxLength: MAX_RAW_LENGTH }) })
  .register(z.globalRegistry, { examples: [{ email: 'ada@example.com' }] });

const emailVerificationBody = z
  // any short text: a malformed code or token gets the same response as a wrong one. The route demands exactly one
  .strictObject({
    code: z.optional(cleanText({ maxLength: 64 })),
    token: z.optional(cleanText({ maxLength: 256 })),
  })
  .register(z.globalRegistry, { examples: [{ code: 'K7QM-2X9D' }] });

export const emailBodies = {
  'PUT /users/me/email': emailChangeBody,
  'POST /users/me/email/verification': emailVerificationBody,
} as const satisfies BodySchemas<'auth'>;
