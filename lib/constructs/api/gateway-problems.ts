/** What API Gateway answers on its own account: one entry for each of its failures, in the house's problem shape. */

/** One failure that callers are told of. */
export interface GatewayProblem {
  /** API Gateway's names of the failure. */
  readonly types: readonly string[];
  /** Where it is missing, API Gateway's own status for the failure stays. */
  readonly status?: number;
  /** The status phrase of RFC 9110 section 15, or a general one. */
  readonly title: string;
  readonly detail: string;
  readonly code: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Every text is fixed: what API Gateway could insert (`$context.error.validationErrorString` above all) may hold a
 * rejected password.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
export const gatewayProblems: readonly GatewayProblem[] = [
  {
    types: ['BAD_REQUEST_BODY'],
    status: 400,
    title: 'Bad Request',
    detail: 'The body has to be a JSON object, and none of its texts longer than its route takes.',
    code: 'INVALID_REQUEST_BODY',
  },
  {
    types: ['BAD_REQUEST_PARAMETERS'],
    status: 400,
    title: 'Bad Request',
    detail: 'A parameter or header that the route demands is missing.',
    code: 'INVALID_REQUEST_PARAMETERS',
  },
  {
    types: ['UNAUTHORIZED'],
    status: 401,
    title: 'Unauthorized',
    detail: 'Send a valid access token as "Authorization: Bearer <token>".',
    code: 'UNAUTHORIZED',
    // RFC 6750 section 3.1
    headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' },
  },
  {
    types: ['ACCESS_DENIED'],
    status: 403,
    title: 'Forbidden',
    detail: 'The access token does not carry the scope that this route demands.',
    code: 'INSUFFICIENT_SCOPE',
    headers: { 'WWW-Authenticate': 'Bearer error="insufficient_scope"' },
  },
  {
    types: ['WAF_FILTERED'],
    status: 403,
    title: 'Forbidden',
    detail: 'A firewall refused the request.',
    code: 'REQUEST_FILTERED',
  },
  {
    // an unknown route asks for an AWS signature, and misreads a bearer token as one
    types: ['MISSING_AUTHENTICATION_TOKEN', 'INVALID_SIGNATURE', 'EXPIRED_TOKEN', 'RESOURCE_NOT_FOUND'],
    status: 404,
    title: 'Not Found',
    detail: 'There is nothing here.',
    code: 'NOT_FOUND',
  },
  {
    types: ['REQUEST_TOO_LARGE'],
    status: 413,
    title: 'Content Too Large',
    detail: 'The request is too large.',
    code: 'PAYLOAD_TOO_LARGE',
  },
  {
    types: ['UNSUPPORTED_MEDIA_TYPE'],
    status: 415,
    title: 'Unsupported Media Type',
    detail: 'Send the body as application/json.',
    code: 'UNSUPPORTED_MEDIA_TYPE',
  },
  {
    types: ['THROTTLED'],
    status: 429,
    title: 'Too Many Requests',
    detail: 'Too many requests come at once. Try again.',
    code: 'TOO_MANY_REQUESTS',
    headers: { 'Retry-After': '1' },
  },
  {
    types: ['QUOTA_EXCEEDED'],
    status: 429,
    title: 'Too Many Requests',
    detail: 'The quota of requests is used up.',
    code: 'QUOTA_EXCEEDED',
  },
  {
    types: [
      'API_CONFIGURATION_ERROR',
      'AUTHORIZER_CONFIGURATION_ERROR',
      'AUTHORIZER_FAILURE',
      'INTEGRATION_FAILURE',
    ],
    status: 500,
    title: 'Internal Server Error',
    detail: 'Something went wrong on our side. Quote the request id when you report it.',
    code: 'INTERNAL',
  },
  {
    types: ['INTEGRATION_TIMEOUT'],
    status: 504,
    title: 'Gateway Timeout',
    detail: 'The answer took too long. Try again.',
    code: 'TIMEOUT',
  },
  {
    types: ['DEFAULT_4XX'],
    title: 'Request Refused',
    detail: 'The request was refused.',
    code: 'REQUEST_REFUSED',
  },
  {
    types: ['DEFAULT_5XX'],
    title: 'Server Error',
    detail: 'Something went wrong on our side. Quote the request id when you report it.',
    code: 'INTERNAL',
  },
];
