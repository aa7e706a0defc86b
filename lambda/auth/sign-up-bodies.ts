/**
 * The bodies of a sign-up in stages whose sign-up takes an e-mail address. They are part of a file on demand, so that
 * they add nothing to the bundle.
 */
import * as z from 'zod/mini';
import { cleanText, MAX_RAW_LENGTH } from '../shared/http/text';
import { coreBodies } from './core-bodies';

const credentials = coreBodies['POST /users'];
const [example] = z.toJSONSchema(credentials).examples ?? [];
const email = cleanText({ maxLength: MAX_RAW_LENGTH });
const examples = [{ ...(example as object), email: 'ada@example.com' }];

/** By the setting `email.signUp` of the stage. */
export const signUpBodies = {
  optional: z.extend(credentials, { email: z.optional(email) }).register(z.globalRegistry, { examples }),
  required: z.extend(credentials, { email }).register(z.globalRegistry, { examples }),
} as const;
