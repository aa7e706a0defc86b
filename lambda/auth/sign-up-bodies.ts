/**
 * The body of a sign-up in stages whose sign-up takes an e-mail address. It is part of the bundle, as the bodies of
 * e-mail.
 */
import * as z from 'zod/mini';
import { cleanText, MAX_RAW_LENGTH } from '../shared/http/text';
import { coreBodies, credentialsExample } from './core-bodies';

/** Creates the body. @param signUp the setting `email.signUp` of the stage: `required`, or else optional */
export function createSignUpBody(signUp: string) {
  const credentials = coreBodies['POST /users'];
  const email = cleanText({ maxLength: MAX_RAW_LENGTH });
  return signUp === 'required'
    ? z
        .extend(credentials, { email })
        .register(z.globalRegistry, { examples: [{ ...credentialsExample, email: 'ada@example.com' }] })
    : z
        .extend(credentials, { email: z.optional(email) })
        .register(z.globalRegistry, { examples: [credentialsExample] });
}
