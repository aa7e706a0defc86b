/**
 * Why API Gateway denies a request with a valid token. The authorizer names the reason in a stage that demands a
 * verified address, where there are two. Pure data.
 */

/** The token lacks the scope that the route requires (RFC 6750 section 3.1). */
export const insufficientScope = {
  status: 403,
  title: 'Forbidden',
  detail: 'The access token does not have the scope that this route requires.',
  headers: { 'WWW-Authenticate': 'Bearer error="insufficient_scope"' },
} as const;

/** RFC 6750 has no other error for it: the token of such an account lacks a scope. */
export const emailNotVerified = {
  ...insufficientScope,
  detail:
    'The e-mail address of the account is not verified. Verify it, refresh the access token, and send the request again.',
} as const;

/**
 * The words of RFC 9470 section 3. Functions return it as a 401, without the challenge of that section: API Gateway
 * renames a function's `WWW-Authenticate` header. A denial by the authorizer's policy is a 403.
 */
export const insufficientAuthentication = {
  status: 401,
  title: 'Unauthorized',
  detail:
    'This request requires a more recent or a stronger authentication. Authenticate again, and repeat the request.',
} as const;

/**
 * The authentication is older or weaker than the route requires. Functions return 401 for it (RFC 9470 section 3). API
 * Gateway returns the status of all denials by a policy.
 */
export const stepUpRequired = {
  // no spread: bundles that do not use it would keep it
  status: 403,
  title: 'Forbidden',
  headers: { 'WWW-Authenticate': 'Bearer error="insufficient_scope"' },
  detail:
    'This route requires a more recent or a stronger authentication. Step up, and send the request again with the new access token.',
} as const;

/** The reasons by the code of their problem. */
export const denials = {
  EMAIL_NOT_VERIFIED: emailNotVerified,
  INSUFFICIENT_SCOPE: insufficientScope,
} as const;
