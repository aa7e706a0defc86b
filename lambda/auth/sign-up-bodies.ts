/**
 * The bodies of a sign-up in stages whose sign-up takes an e-mail address. They are part of a file on demand, so that
 * they add nothing to the bundle.
 */
import * as z from 'zod/mini';
import { cleanText, MAX_RAW_LENGTH } from '../shared/http/text';
import { coreBodies } from './core-bodies';

const credentials = coreBodies['POST /users'];
const { examples = [] } = z.toJSONSchema(credentials);
const [example = {}] = examples;
const email = cleanText({ maxLength: MAX_RAW_LENGTH });

/** By the setting `email.signUp` of the stage. */
export const signUpBodies = {
  optional: z
    .extend(credentials, { email: z.optional(email) })
    .register(z.globalRegistry, { examples: [example] }),
  required: z
    .extend(credentials, { email })
    .register(z.globalRegistry, { examples: [{ ...Object(example), email: 'ada@example.com' }] }),
} as const;
