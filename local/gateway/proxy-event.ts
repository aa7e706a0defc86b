/** Builds the event of a Lambda proxy integration. */
import type { HeaderPair } from './exchange';
import type { BinaryCheck } from './media-types';
import type { ParsedRequest } from './parse-request';
import type { RequestContext } from './request-context';

/** What an event says of a request. */
export interface DescribedRequest {
  readonly request: ParsedRequest;
  /** The resource's path, such as `/foo/{id}`. */
  readonly resource: string;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly stageVariables: Readonly<Record<string, string>>;
  readonly requestContext: RequestContext;
}

/** What a proxy event is built from. */
export interface ProxyEventInput extends DescribedRequest {
  readonly isBinary: BinaryCheck;
}

/** Headers that API Gateway keeps for itself, or writes anew. */
const withheld = new Set([
  'connection',
  'content-length',
  'content-md5',
  'expect',
  'max-forwards',
  'proxy-authenticate',
  'server',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'www-authenticate',
  'x-forwarded-for',
  'x-forwarded-port',
  'x-forwarded-proto',
]);

/** Headers whose casing API Gateway fixes; all others keep the client's. */
const fixedCasing: ReadonlyMap<string, string> = new Map([
  ['authorization', 'Authorization'],
  ['user-agent', 'User-Agent'],
  ['host', 'Host'],
]);

function forwardedHeaders(request: ParsedRequest): HeaderPair[] {
  const chain = request.headerValues.get('x-forwarded-for') ?? [];
  const port = /:(\d+)$/.exec(request.header('host') ?? '')?.[1] ?? '80';
  return [
    ...(request.headerValues.has('x-amzn-trace-id') ? [] : [['X-Amzn-Trace-Id', request.traceId] as const]),
    ['X-Forwarded-For', [...chain, request.sourceIp].join(', ')],
    ['X-Forwarded-Port', port],
    ['X-Forwarded-Proto', 'http'],
  ];
}

function groupHeaders(request: ParsedRequest): Map<string, string[]> {
  const groups = new Map<string, { readonly name: string; readonly values: string[] }>();
  const passed = request.headers.filter(([name]) => !withheld.has(name.toLowerCase()));
  for (const [name, value] of [...passed, ...forwardedHeaders(request)]) {
    const key = name.toLowerCase();
    const group = groups.get(key) ?? { name: fixedCasing.get(key) ?? name, values: [] };
    group.values.push(value);
    groups.set(key, group);
  }
  return new Map([...groups.values()].map(({ name, values }) => [name, values]));
}

function orNull<Value>(map: ReadonlyMap<string, Value>): Record<string, Value> | null {
  return map.size === 0 ? null : Object.fromEntries(map);
}

function lastOf(map: ReadonlyMap<string, readonly string[]>): Map<string, string> {
  return new Map([...map].map(([name, values]) => [name, values.at(-1) ?? '']));
}

/** The parts that the events of proxy integrations and of REQUEST authorizers share; empty maps are null. */
export function describeRequest(input: DescribedRequest): Record<string, unknown> {
  const { request, pathParameters, stageVariables } = input;
  const headers = groupHeaders(request);
  return {
    resource: input.resource,
    path: request.path,
    httpMethod: request.method,
    headers: orNull(lastOf(headers)),
    multiValueHeaders: orNull(headers),
    queryStringParameters: orNull(lastOf(request.query)),
    multiValueQueryStringParameters: orNull(request.query),
    pathParameters: orNull(new Map(Object.entries(pathParameters))),
    stageVariables: orNull(new Map(Object.entries(stageVariables))),
    requestContext: input.requestContext,
  };
}

/**
 * Builds the event, to the last key; empty maps and an empty body are null.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export function buildProxyEvent(input: ProxyEventInput): Record<string, unknown> {
  const { body } = input.request;
  const isBinary = body.length > 0 && input.isBinary(input.request.header('content-type'));
  return {
    ...describeRequest(input),
    body: body.length === 0 ? null : body.toString(isBinary ? 'base64' : 'utf8'),
    isBase64Encoded: isBinary,
  };
}
