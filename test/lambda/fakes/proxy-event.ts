/** Creates events as API Gateway sends them to a proxy function. */
import type { APIGatewayProxyEvent } from 'aws-lambda';

/** The variable parts of an event. The rest is that of a plain request. */
export interface EventOptions {
  readonly method?: string;
  readonly resource?: string;
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly query?: Record<string, string> | null;
  /** All values of query parameters. @default - those of `query` */
  readonly queryValues?: Record<string, string[]>;
  readonly pathParameters?: Record<string, string> | null;
  readonly body?: string | null;
  readonly isBase64Encoded?: boolean;
  /** @default - a method without an authorizer */
  readonly authorizer?: Record<string, unknown>;
}

/** Creates an event. */
export function proxyEvent(options: EventOptions = {}): APIGatewayProxyEvent {
  const { method = 'GET', resource = '/foo', headers = {}, body = null } = options;
  return {
    resource,
    path: options.path ?? resource,
    httpMethod: method,
    headers,
    multiValueHeaders: toLists(headers) ?? {},
    queryStringParameters: options.query ?? null,
    multiValueQueryStringParameters: options.queryValues ?? toLists(options.query),
    pathParameters: options.pathParameters ?? null,
    stageVariables: null,
    body,
    isBase64Encoded: options.isBase64Encoded ?? false,
    requestContext: {
      requestId: 'request-1',
      path: `/v1${options.path ?? resource}`,
      stage: 'v1',
      identity: { sourceIp: '192.0.2.1' },
      ...(options.authorizer && { authorizer: options.authorizer }),
    } as APIGatewayProxyEvent['requestContext'],
  };
}

function toLists(values: Record<string, string> | null = null): Record<string, string[]> | null {
  return values && Object.fromEntries(Object.entries(values).map(([name, value]) => [name, [value]]));
}
