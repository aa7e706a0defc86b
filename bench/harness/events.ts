/** Creates events as API Gateway sends them. */

/** The variable parts of a request. */
export interface EventOptions {
  readonly method: string;
  /** The route's path, such as `/foo/{id}`. */
  readonly resource: string;
  readonly body?: unknown;
  readonly pathParameters?: Readonly<Record<string, string>>;
  /** The context from the authorizer. @default - a public route */
  readonly caller?: Readonly<Record<string, unknown>>;
  /** @default - a constant */
  readonly sourceIp?: string;
}

/** Creates the event of a proxy integration. */
export function proxyEvent({
  method,
  resource,
  body,
  pathParameters,
  caller,
  sourceIp = '192.0.2.1',
}: EventOptions) {
  const headers = { 'Content-Type': 'application/json', 'User-Agent': 'bench' };
  return {
    resource,
    path: resource,
    httpMethod: method,
    headers,
    multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: pathParameters ?? null,
    stageVariables: null,
    body: body === undefined ? null : JSON.stringify(body),
    isBase64Encoded: false,
    requestContext: {
      requestId: 'request-1',
      path: resource,
      stage: 'v1',
      identity: { sourceIp },
      ...(caller && { authorizer: caller }),
    },
  };
}

/** Creates the event of a token authorizer. */
export function authorizerEvent(token: string) {
  return {
    type: 'TOKEN',
    authorizationToken: `Bearer ${token}`,
    methodArn: 'arn:aws:execute-api:us-east-1:000000000000:a1b2c3/v1/GET/foo',
  };
}
