/** Describes the routes of e-mail in the OpenAPI document. */
import type { RouteDescriptions } from '../shared/http/description';

export const emailDescriptions = {
  'PUT /users/me/email': {
    summary: 'Set or change my e-mail address',
    description:
      'Requires a recent authentication, by the second factor of an account that has one. A code is mailed to the address, which is in use once the code is verified. Until then the present address stays. Another request replaces the pending address. The response is the same for an address that another account has, and when so many mails were sent that this one is not.',
    body: {
      email: {
        description:
          'Only ASCII characters before the @, and a domain name after it. Upper case is equal to lower case.',
      },
    },
    answers: { 202: { description: 'The address waits for its code' } },
    problems: ['INSUFFICIENT_USER_AUTHENTICATION', 'CONCURRENT_CHANGE'],
  },
  'DELETE /users/me/email': {
    summary: 'Remove my e-mail address',
    description:
      'Requires a recent authentication, by the second factor of an account that has one. Also cancels a pending address.',
    answers: { 204: { description: 'The account has no address' } },
    problems: ['INSUFFICIENT_USER_AUTHENTICATION', 'CONCURRENT_CHANGE'],
  },
  'POST /users/me/email/verification': {
    summary: 'Verify my pending e-mail address',
    description:
      'Takes either the code or the token. Both are valid for 24 hours and five attempts in all, and only while the session that set the address is valid. When the account had no address, all its other sessions end.',
    body: {
      code: { description: 'The code of the mail, in any case, with or without blanks and hyphens.' },
      token: { description: 'The id and the fragment of the link in the mail, joined by a dot.' },
    },
    answers: { 204: { description: 'The address is in use' } },
    problems: ['INVALID_CODE'],
  },
  'DELETE /users/me/email/verification': {
    summary: 'Cancel my pending e-mail address',
    answers: { 204: { description: 'No address waits for its code' } },
  },
} as const satisfies Partial<RouteDescriptions<'auth'>>;
