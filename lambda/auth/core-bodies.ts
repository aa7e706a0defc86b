/** The request bodies of the routes that every stage serves. They are part of the bundle. */
import * as z from 'zod/mini';
import { cleanText, MAX_RAW_LENGTH } from '../shared/http/text';
import type { BodySchemas } from '../shared/route-code';
import type { SchemaKit } from './factor-bodies';

/** The functions from which files on demand create their schemas. */
export const schemaKit: SchemaKit = {
  strictObject: z.strictObject,
  looseObject: z.looseObject,
  optional: z.optional,
  boolean: z.boolean,
  cleanText,
};

const PASSWORD_EXAMPLE = 'a phrase that passes the rules';
/** An example of the credentials of a sign-up. */
export const credentialsExample = { username: 'ada', password: PASSWORD_EXAMPLE };

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

/** Creates the body of a sign-in in stages with trusted devices. */
export const createTrustedSignInBody = () =>
  z
    .extend(signInBody, { trusted_device_token: z.optional(cleanText({ maxLength: 128 })) })
    .register(z.globalRegistry, { examples: [credentialsExample] });

const usernameBody = z
  .strictObject({ username: cleanText({ maxLength: MAX_RAW_LENGTH }) })
  .register(z.globalRegistry, { examples: [{ username: 'ada.lovelace' }] });

/** An example of a change of the password. */
export const passwordChangeExample = {
  current_password: PASSWORD_EXAMPLE,
  new_password: 'another phrase that passes',
};

const passwordChangeBody = z
  .strictObject({
    current_password: cleanText({ maxLength: MAX_RAW_LENGTH }),
    new_password: cleanText({ maxLength: MAX_RAW_LENGTH }),
  })
  .register(z.globalRegistry, { examples: [passwordChangeExample] });

const refreshBody = z
  // any string: a malformed token gets the same response as an unknown one
  .strictObject({ refresh_token: z.string() })
  .register(z.globalRegistry, { examples: [{ refresh_token: 'the refresh_token of the last answer' }] });

export const coreBodies = {
  'POST /users': credentialsBody,
  // only stages whose sign-up takes passkeys serve this route
  'POST /users/passkey/options': usernameBody,
  'PUT /users/me/username': usernameBody,
  'PUT /users/me/password': passwordChangeBody,
  'POST /sessions/create': signInBody,
  'POST /sessions/refresh': refreshBody,
} as const satisfies BodySchemas<'auth'>;
