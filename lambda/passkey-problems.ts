/** The public text of the errors about passkeys, as in factor-problems.ts. Pure data, like routes.ts. */
export const passkeyProblems = {
  INVALID_CEREMONY: {
    status: 400,
    title: 'Bad Request',
    detail: 'The ceremony is unknown, has expired or was used. Request new options.',
  },
  INVALID_PASSKEY: {
    status: 401,
    title: 'Unauthorized',
    detail: 'The response of the authenticator is not valid for this ceremony.',
  },
  LAST_WAY_IN: {
    status: 409,
    title: 'Conflict',
    detail:
      'The account has no other way to sign in. Add a password or another passkey before you remove this one.',
  },
  PASSKEY_NOT_FOUND: {
    status: 404,
    title: 'Not Found',
    detail: 'The account does not have this passkey.',
  },
  PASSKEY_REFUSED: {
    status: 400,
    title: 'Bad Request',
    detail: 'The response of the authenticator is not valid for this ceremony, so no passkey was added.',
  },
  PASSKEY_TAKEN: {
    status: 409,
    title: 'Conflict',
    detail: 'An account already has this passkey.',
  },
  TOO_MANY_PASSKEYS: {
    status: 409,
    title: 'Conflict',
    detail: 'The account has the maximum number of passkeys. Remove one before you add another.',
  },
  UNKNOWN_PASSKEY: {
    status: 401,
    title: 'Unauthorized',
    detail: 'No account has this passkey.',
  },
} as const;

/** The code of an error about passkeys. */
export type PasskeyProblemCode = keyof typeof passkeyProblems;
