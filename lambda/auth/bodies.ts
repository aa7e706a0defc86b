/**
 * The request bodies of the service's routes, for the dispatcher and for the gateway's models. Loads no
 * operation.
 */
import * as z from 'zod/mini';
import type { BodySchemas } from '../shared/http/request';
import { cleanText } from '../shared/http/text';

/**
 * A limit far above the rules for usernames and passwords. Those apply to the normalized text, and their
 * messages are clearer.
 */
const MAX_RAW_LENGTH = 1024;

const PASSWORD_EXAMPLE = 'a phrase that passes the rules';
const credentialsExample = { username: 'ada', password: PASSWORD_EXAMPLE };

const credentialsBody = z
  .strictObject({
    username: cleanText({ maxLength: MAX_RAW_LENGTH }),
    password: cleanText({ maxLength: MAX_RAW_LENGTH }),
  })
  .register(z.globalRegistry, { examples: [credentialsExample] });

const signInBody = z
  .extend(credentialsBody, {
    new_password: z.optional(cleanText({ maxLength: MAX_RAW_LENGTH })),
    device_token: z.optional(cleanText({ maxLength: 128 })),
  })
  .register(z.globalRegistry, { examples: [credentialsExample] });

const usernameChangeBody = z
  .strictObject({ username: cleanText({ maxLength: MAX_RAW_LENGTH }) })
  .register(z.globalRegistry, { examples: [{ username: 'ada.lovelace' }] });

const emailChangeBody = z
  .strictObject({ email: cleanText({ maxLength: MAX_RAW_LENGTH }) })
  .register(z.globalRegistry, { examples: [{ email: 'ada@example.com' }] });

const emailVerificationBody = z
  // any short text: a malformed code gets the same response as a wrong one
  .strictObject({ code: cleanText({ maxLength: 64 }) })
  .register(z.globalRegistry, { examples: [{ code: 'K7QM-2X9D' }] });

const passwordResetBody = z
  .strictObject({ username: cleanText({ maxLength: MAX_RAW_LENGTH }) })
  .register(z.globalRegistry, { examples: [{ username: 'ada' }] });

// any short texts: malformed ones get the same response as wrong ones
const passwordResetConfirmationBody = z
  .strictObject({
    reset_id: z.optional(cleanText({ maxLength: 64 })),
    code: z.optional(cleanText({ maxLength: 64 })),
    token: z.optional(cleanText({ maxLength: 256 })),
    new_password: cleanText({ maxLength: MAX_RAW_LENGTH }),
  })
  .register(z.globalRegistry, {
    examples: [{ reset_id: 'cX3n0m1tVZ2hYw8bQ4rJkA', code: 'K7QM-2X9D', new_password: PASSWORD_EXAMPLE }],
  });

const passwordChangeBody = z
  .strictObject({
    current_password: cleanText({ maxLength: MAX_RAW_LENGTH }),
    new_password: cleanText({ maxLength: MAX_RAW_LENGTH }),
  })
  .register(z.globalRegistry, {
    examples: [{ current_password: PASSWORD_EXAMPLE, new_password: 'another phrase that passes' }],
  });

const refreshBody = z
  // any string: a malformed token gets the same response as an unknown one
  .strictObject({ refresh_token: z.string() })
  .register(z.globalRegistry, { examples: [{ refresh_token: 'the refresh_token of the last answer' }] });

export const authBodies = {
  'POST /users': credentialsBody,
  'PUT /users/me/username': usernameChangeBody,
  'PUT /users/me/password': passwordChangeBody,
  'PUT /users/me/email': emailChangeBody,
  'POST /users/me/email/verification': emailVerificationBody,
  'POST /password-resets': passwordResetBody,
  'POST /password-resets/confirm': passwordResetConfirmationBody,
  'POST /sessions/create': signInBody,
  'POST /sessions/refresh': refreshBody,
} as const satisfies BodySchemas<'auth'>;
