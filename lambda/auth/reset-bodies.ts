/** The request bodies of the routes of password resets. They are part of the bundle, as those of e-mail. */
import * as z from 'zod/mini';
import { cleanText, MAX_RAW_LENGTH } from '../shared/http/text';
import type { BodySchemas } from '../shared/route-code';

const requestBody = () =>
  z
    .strictObject({ username: cleanText({ maxLength: MAX_RAW_LENGTH }) })
    .register(z.globalRegistry, { examples: [{ username: 'ada' }] });

const confirmationBody = () =>
  z
    // any short texts: malformed ones get the same response as wrong ones
    .strictObject({
      reset_id: z.optional(cleanText({ maxLength: 64 })),
      code: z.optional(cleanText({ maxLength: 64 })),
      token: z.optional(cleanText({ maxLength: 256 })),
      new_password: cleanText({ maxLength: MAX_RAW_LENGTH }),
    })
    .register(z.globalRegistry, {
      examples: [
        {
          reset_id: 'cX3n0m1tVZ2hYw8bQ4rJkA',
          code: 'K7QM-2X9D',
          new_password: 'a new phrase that passes the rules',
        },
      ],
    });

/** Creates the bodies. */
export function createResetBodies() {
  return {
    'POST /password-resets': requestBody(),
    'POST /password-resets/confirm': confirmationBody(),
  } as const satisfies BodySchemas<'auth'>;
}
