/** The gateway's own error responses: their types and their defaults. */

/** The default response for a type of error. */
export interface FaultDefaults {
  readonly status: number;
  /** The value of `x-amzn-ErrorType`. */
  readonly errorType: string;
  /** The text of `$context.error.message`; null if API Gateway returns none. */
  readonly message: string | null;
  /** The template of the body. @default '{"message":$context.error.messageString}' */
  readonly template?: string;
  /** AWS's name of the response type. @default - the key of the type */
  readonly responseType?: string;
}

const internal = { errorType: 'InternalServerErrorException', message: 'Internal server error' };

/**
 * The types of error responses that occur here. `FUNCTION_FAILURE` is the `INTEGRATION_FAILURE` that a
 * function causes. AWS does not define `URI_TOO_LONG` and `HEADERS_TOO_LARGE`, so only `DEFAULT_4XX`
 * customizes them.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
export const faultDefaults = {
  MISSING_AUTHENTICATION_TOKEN: {
    status: 403,
    errorType: 'MissingAuthenticationTokenException',
    message: 'Missing Authentication Token',
  },
  INVALID_SIGNATURE: {
    status: 403,
    errorType: 'IncompleteSignatureException',
    message: null,
  },
  UNAUTHORIZED: { status: 401, errorType: 'UnauthorizedException', message: 'Unauthorized' },
  ACCESS_DENIED: {
    status: 403,
    errorType: 'AccessDeniedException',
    message: null,
    template: '{"Message":$context.error.messageString}',
  },
  AUTHORIZER_CONFIGURATION_ERROR: {
    status: 500,
    errorType: 'AuthorizerConfigurationException',
    message: null,
  },
  AUTHORIZER_FAILURE: { status: 500, errorType: 'AuthorizerFailureException', message: null },
  INVALID_API_KEY: { status: 403, errorType: 'ForbiddenException', message: 'Forbidden' },
  THROTTLED: { status: 429, errorType: 'TooManyRequestsException', message: 'Too Many Requests' },
  QUOTA_EXCEEDED: { status: 429, errorType: 'LimitExceededException', message: 'Limit Exceeded' },
  BAD_REQUEST_PARAMETERS: { status: 400, errorType: 'BadRequestException', message: null },
  BAD_REQUEST_BODY: { status: 400, errorType: 'BadRequestException', message: 'Invalid request body' },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    errorType: 'BadRequestException',
    message: 'Unsupported Media Type',
  },
  REQUEST_TOO_LARGE: { status: 413, errorType: 'RequestTooLargeException', message: 'Request Too Long' },
  URI_TOO_LONG: { status: 414, errorType: 'BadRequestException', message: 'Request-URI Too Long' },
  HEADERS_TOO_LARGE: {
    status: 431,
    errorType: 'BadRequestException',
    message: 'Request Header Fields Too Large',
  },
  API_CONFIGURATION_ERROR: { status: 500, ...internal },
  INTEGRATION_FAILURE: { status: 500, ...internal },
  FUNCTION_FAILURE: {
    status: 502,
    ...internal,
    // AWS sends this space, too.
    template: '{"message": $context.error.messageString}',
    responseType: 'INTEGRATION_FAILURE',
  },
  INTEGRATION_TIMEOUT: {
    status: 504,
    errorType: 'InternalServerErrorException',
    message: 'Endpoint request timed out',
  },
} as const satisfies Record<string, FaultDefaults>;

/** A type of error response. */
export type FaultType = keyof typeof faultDefaults;

/** Thrown to end a request with one of the gateway's own error responses. */
export class GatewayFault extends Error {
  override readonly name = 'GatewayFault';

  /**
   * @param reason for the log; contains no value from the request
   * @param text replaces the default message of the type
   * @param validationError `$context.error.validationErrorString`; can contain values from the request
   */
  constructor(
    readonly type: FaultType,
    readonly reason: string,
    readonly text: string | null = faultDefaults[type].message,
    readonly validationError = '',
  ) {
    super(reason);
  }

  get defaults(): FaultDefaults {
    return faultDefaults[this.type];
  }

  /** AWS's name of the type. */
  get responseType(): string {
    return this.defaults.responseType ?? this.type;
  }
}
