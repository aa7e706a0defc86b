/** The public text of the errors of the token endpoint, as in lambda/factor-problems.ts. Pure data. */
export const oauthProblems = {
  INVALID_CLIENT: {
    status: 401,
    title: 'Unauthorized',
    detail: 'No app has this client_id.',
  },
  INVALID_GRANT: {
    status: 400,
    title: 'Bad Request',
    detail: 'The code is not valid for this request. Start the sign-in again.',
  },
  INVALID_TOKEN_REQUEST: {
    status: 400,
    title: 'Bad Request',
    detail:
      'The body must be a form with grant_type, code, client_id, redirect_uri and code_verifier, each once, and no credentials of a client.',
  },
  UNSUPPORTED_GRANT_TYPE: {
    status: 400,
    title: 'Bad Request',
    detail: 'The only grant_type is authorization_code.',
  },
} as const;

/** The code of an error of the token endpoint. */
export type OAuthProblemCode = keyof typeof oauthProblems;
