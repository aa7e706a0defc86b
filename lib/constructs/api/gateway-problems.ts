/** What API Gateway answers on its own account: one entry for each of its failures, in the house's problem shape. */

import type { ErrorCode } from '../../../lambda/shared/errors';
import { problems } from '../../../lambda/shared/http/problems';

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

/** What a function answers under the code: a client cannot tell, and need not know, which of the two has answered. */
function sharedWords(code: ErrorCode): Omit<GatewayProblem, 'types'> {
  return { ...problems[code], code };
}

/**
 * Every text is fixed: what API Gateway could insert (`$context.error.validationErrorString` above all) may hold a
 * rejected password.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
export const gatewayProblems: readonly GatewayProblem[] = [
  {
    types: ['BAD_REQUEST_BODY'],
    ...sharedWords('INVALID_REQUEST_BODY'),
  },
  {
    types: ['BAD_REQUEST_PARAMETERS'],
    status: 400,
    title: 'Bad Request',
    detail: 'A parameter or header that the route requires is missing.',
    code: 'INVALID_REQUEST_PARAMETERS',
  },
  {
    types: ['UNAUTHORIZED'],
    ...sharedWords('UNAUTHORIZED'),
    // RFC 6750 section 3.1. There is one response for a token that is not valid and for none, so both name the error
    headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' },
  },
  {
    types: ['ACCESS_DENIED'],
    ...sharedWords('INSUFFICIENT_SCOPE'),
  },
  {
    types: ['WAF_FILTERED'],
    status: 403,
    title: 'Forbidden',
    detail: 'A web application firewall rejected the request.',
    code: 'REQUEST_FILTERED',
  },
  {
    // an unknown route asks for an AWS signature, and misreads a bearer token as one
    types: ['MISSING_AUTHENTICATION_TOKEN', 'INVALID_SIGNATURE', 'EXPIRED_TOKEN', 'RESOURCE_NOT_FOUND'],
    ...sharedWords('NOT_FOUND'),
  },
  {
    types: ['REQUEST_TOO_LARGE'],
    ...sharedWords('PAYLOAD_TOO_LARGE'),
  },
  {
    types: ['UNSUPPORTED_MEDIA_TYPE'],
    ...sharedWords('UNSUPPORTED_MEDIA_TYPE'),
  },
  {
    types: ['THROTTLED'],
    status: 429,
    title: 'Too Many Requests',
    detail: 'The request rate is too high. Try again after the number of seconds in Retry-After.',
    code: 'TOO_MANY_REQUESTS',
    headers: { 'Retry-After': '1' },
  },
  {
    types: ['QUOTA_EXCEEDED'],
    status: 429,
    title: 'Too Many Requests',
    detail: 'The request quota is used up.',
    code: 'QUOTA_EXCEEDED',
  },
  {
    types: [
      'API_CONFIGURATION_ERROR',
      'AUTHORIZER_CONFIGURATION_ERROR',
      'AUTHORIZER_FAILURE',
      'INTEGRATION_FAILURE',
    ],
    ...sharedWords('INTERNAL'),
  },
  {
    types: ['INTEGRATION_TIMEOUT'],
    status: 504,
    title: 'Gateway Timeout',
    detail: 'The response took too long. Send the request again.',
    code: 'TIMEOUT',
  },
  {
    types: ['DEFAULT_4XX'],
    title: 'Request Rejected',
    detail: 'The request was rejected.',
    code: 'REQUEST_REFUSED',
  },
  {
    types: ['DEFAULT_5XX'],
    title: 'Server Error',
    detail: 'An unexpected error occurred. Include the request id when you report it.',
    code: 'INTERNAL',
  },
];
