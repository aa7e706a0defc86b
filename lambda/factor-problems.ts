/**
 * The public text of the errors about second factors. Each of these errors carries its own text, so that only files
 * that return them hold it. Pure data, like routes.ts.
 */
export const factorProblems = {
  FACTOR_NOT_FOUND: {
    status: 404,
    title: 'Not Found',
    detail: 'The account does not have this factor.',
  },
  INVALID_CHALLENGE: {
    status: 401,
    title: 'Unauthorized',
    detail: 'The challenge is not valid. Sign in again.',
  },
  LAST_FACTOR: {
    status: 409,
    title: 'Conflict',
    detail: 'The account must keep a second factor. Add another factor before you remove this one.',
  },
  NO_SECOND_FACTOR: {
    status: 409,
    title: 'Conflict',
    detail: 'The account has no second factor. Add one first.',
  },
  SECOND_FACTOR_REQUIRED: {
    status: 401,
    title: 'Unauthorized',
    detail: 'The password is correct, and a second factor is required. Send it with the challenge.',
  },
  SECOND_FACTOR_UNAVAILABLE: {
    status: 403,
    title: 'Forbidden',
    detail:
      'The password is correct, and the account has a second factor, which this API does not check. Contact the operator.',
  },
  TOO_MANY_FACTORS: {
    status: 409,
    title: 'Conflict',
    detail: 'The account has the maximum number of factors. Remove one before you add another.',
  },
} as const;

/** The code of an error about second factors. */
export type FactorProblemCode = keyof typeof factorProblems;
