/** API Gateway's own responses: one problem for each of its failures, in the shape of the functions' problems. */

import { emailNotVerified, stepUpRequired } from '../../../lambda/denials';
import { problems } from '../../../lambda/shared/http/problems';

/** One failure that API Gateway reports to callers. */
export interface GatewayProblem {
  /** API Gateway's names of the failure. */
  readonly types: readonly string[];
  /** The response status. @default - API Gateway's own status for the failure */
  readonly status?: number;
  /** The status phrase of RFC 9110 section 15, or a general title. */
  readonly title: string;
  readonly detail: string;
  readonly code: string;
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * Whether a browser that opens a page or sends its form may meet it: API Gateway demands no token there, and no body in JSON.
   * @default false
   */
  readonly meetsBrowsers?: true;
}

/** Returns the problem that functions return with this code. Clients need not know whether API Gateway or a function responded. */
function sharedWords(code: keyof typeof problems): Omit<GatewayProblem, 'types'> {
  return { ...problems[code], code };
}

/**
 * Every text is fixed: the values that API Gateway could insert, above all `$context.error.validationErrorString`, may contain a
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
    // RFC 6750 section 3.1. One response serves an invalid token and a missing one, so both name the error
    headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' },
  },
  {
    types: ['ACCESS_DENIED'],
    ...sharedWords('INSUFFICIENT_SCOPE'),
  },
  {
    // ACCESS_DENIED as well, in a stage that demands a verified address: see `namedDenial`
    types: [],
    ...emailNotVerified,
    code: 'EMAIL_NOT_VERIFIED',
  },
  {
    // ACCESS_DENIED as well, in a stage with a route that requires a step-up
    types: [],
    ...stepUpRequired,
    code: 'STEP_UP_REQUIRED',
  },
  {
    types: ['WAF_FILTERED'],
    meetsBrowsers: true,
    status: 403,
    title: 'Forbidden',
    detail: 'A web application firewall rejected the request.',
    code: 'REQUEST_FILTERED',
  },
  {
    // API Gateway expects an AWS signature on an unknown route and misreads a bearer token as one
    types: ['MISSING_AUTHENTICATION_TOKEN', 'INVALID_SIGNATURE', 'EXPIRED_TOKEN', 'RESOURCE_NOT_FOUND'],
    meetsBrowsers: true,
    ...sharedWords('NOT_FOUND'),
  },
  {
    types: ['REQUEST_TOO_LARGE'],
    meetsBrowsers: true,
    ...sharedWords('PAYLOAD_TOO_LARGE'),
  },
  {
    types: ['UNSUPPORTED_MEDIA_TYPE'],
    ...sharedWords('UNSUPPORTED_MEDIA_TYPE'),
  },
  {
    types: ['THROTTLED'],
    meetsBrowsers: true,
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
    types: ['API_CONFIGURATION_ERROR', 'AUTHORIZER_CONFIGURATION_ERROR', 'AUTHORIZER_FAILURE'],
    ...sharedWords('INTERNAL'),
  },
  {
    types: ['INTEGRATION_FAILURE'],
    meetsBrowsers: true,
    ...sharedWords('INTERNAL'),
  },
  {
    types: ['INTEGRATION_TIMEOUT'],
    meetsBrowsers: true,
    status: 504,
    title: 'Gateway Timeout',
    detail: 'The response took too long. Send the request again.',
    code: 'TIMEOUT',
  },
  {
    types: ['DEFAULT_4XX'],
    meetsBrowsers: true,
    title: 'Request Rejected',
    detail: 'The request was rejected.',
    code: 'REQUEST_REFUSED',
  },
  {
    types: ['DEFAULT_5XX'],
    meetsBrowsers: true,
    title: 'Server Error',
    detail: 'An unexpected error occurred. Include the request id when you report it.',
    code: 'INTERNAL',
  },
];
