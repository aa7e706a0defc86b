/** The public text of the errors that only hosted pages have, as in lambda/factor-problems.ts. Pure data. */
export const pageProblems = {
  // as the authorizer denies it to API clients: see denials.ts
  EMAIL_NOT_VERIFIED: {
    status: 403,
    title: 'Forbidden',
    detail: 'The e-mail address of the account is not verified. Verify it first.',
  },
  FOREIGN_FORM: {
    status: 403,
    title: 'Forbidden',
    detail: 'The form was not sent by a page of this service.',
  },
  INVALID_REDIRECT_URI: {
    status: 400,
    title: 'Bad Request',
    detail: 'The app has no such redirect_uri.',
  },
  UNKNOWN_CLIENT: {
    status: 400,
    title: 'Bad Request',
    detail: 'No app has this client_id.',
  },
  FORM_EXPIRED: {
    status: 403,
    title: 'Forbidden',
    detail: 'The form has expired. Open the page again.',
  },
} as const;

/** The code of such an error. */
export type PageProblemCode = keyof typeof pageProblems;
