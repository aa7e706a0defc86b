/** Describes password resets in the OpenAPI document. */
import * as z from 'zod/mini';
import type { RouteDescriptions } from '../shared/http/description';

const resetId = 'cX3n0m1tVZ2hYw8bQ4rJkA';

export const resetDescriptions = {
  'POST /password-resets': {
    summary: 'Ask for a reset of a forgotten password',
    description:
      'A code is mailed to the verified address of the account. The response is the same for every name: also if no account has it, the account has no verified address, or so many mails were sent that this one is not. Up to three resets of an account are open at once.',
    body: { username: { description: 'The username, or the verified address of the account.' } },
    answers: {
      202: {
        description: 'The id of the reset. It names the reset together with its code',
        schema: z.strictObject({ reset_id: z.string() }),
        example: { reset_id: resetId },
      },
    },
  },
  'POST /password-resets/confirm': {
    summary: 'Replace a forgotten password',
    description:
      'Requires reset_id and code, or token. The code is valid for ten minutes and five attempts. Ends all sessions of the account and starts none. A new password that breaks a rule uses no attempt.',
    body: {
      reset_id: { description: 'The reset_id of the request.' },
      code: { description: 'The code of the mail, in any case, with or without blanks and hyphens.' },
      token: { description: 'From the link of the mail, in place of reset_id and code.' },
      new_password: {
        description:
          '15 to 256 characters, unless the stage sets other bounds. Common passwords and passwords derived from the username are rejected.',
        format: 'password',
      },
    },
    answers: { 204: { description: 'The password is replaced' } },
    problems: ['INVALID_CODE', 'TOO_MANY_ATTEMPTS'],
  },
} as const satisfies RouteDescriptions<'auth'>;
