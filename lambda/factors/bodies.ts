/** The request bodies of the service's routes, for the dispatcher and for the gateway's models. Loads no operation. */
import * as z from 'zod/mini';
import { cleanText, MAX_RAW_LENGTH } from '../shared/http/text';
import type { BodySchemas } from '../shared/route-code';

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

export const factorsBodies = {
  'POST /users/me/factors/totp': enrolmentBody,
  'POST /sessions/challenge/totp': requiredEnrolmentBody,
} as const satisfies BodySchemas<'factors'>;
