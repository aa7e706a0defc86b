/** The members of responses that only stages with second factors send, for the OpenAPI document. */
import * as z from 'zod/mini';

/** What a sign-in by a challenge returns besides tokens. */
export const factorSignInMembers = {
  recovery_codes_left: z.optional(z.int()).register(z.globalRegistry, {
    description: 'After a recovery code, if no more than three are left.',
  }),
  recovery_codes: z.optional(z.array(z.string())).register(z.globalRegistry, {
    description: 'After an enrolment. Each replaces the authenticator app once. Shown only once.',
  }),
};

/** What a sign-up returns in place of tokens, in a stage that requires a second factor. */
export const requiredEnrolmentMembers = {
  challenge: z.string().register(z.globalRegistry, {
    description: 'For `POST /sessions/challenge/totp` and `POST /sessions/challenge`. Valid for 10 minutes.',
  }),
  kinds: z.array(z.literal('enrolment')),
};

export const signUpDescription =
  'Creates an account and starts its first session. In a stage that requires a second factor no session starts: the response has a challenge of the kind `enrolment` in place of tokens.';
