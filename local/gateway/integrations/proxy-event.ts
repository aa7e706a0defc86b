/** Builds the event of a Lambda proxy integration. */

import type { BinaryCheck } from '../http/media-types';
import type { HeaderPair } from '../http/messages';
import type { ParsedRequest } from '../http/parse-request';
import type { RequestContext } from './request-context';

/** The parts of a request that an event describes. */
export interface DescribedRequest {
  readonly request: ParsedRequest;
  /** The path of the resource, such as `/foo/{id}`. */
  readonly resource: string;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly stageVariables: Readonly<Record<string, string>>;
  readonly requestContext: RequestContext;
}

/** The inputs of a proxy event. */
export interface ProxyEventInput extends DescribedRequest {
  readonly isBinary: BinaryCheck;
}

/** Headers that API Gateway removes or replaces. */
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

/** Headers whose casing API Gateway changes. All others keep the client's casing. */
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

/** A header or a query parameter with its values. */
type Values = readonly [name: string, values: readonly string[]];

/** Returns the headers as a function receives them. Each name has one casing. */
function groupHeaders(request: ParsedRequest): readonly Values[] {
  const groups = new Map<string, [name: string, values: string[]]>();
  const add = ([name, value]: HeaderPair, key: string) => {
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [fixedCasing.get(key) ?? name, [value]]);
    else known[1].push(value);
  };
  for (const pair of request.headers) {
    const key = pair[0].toLowerCase();
    if (!withheld.has(key)) add(pair, key);
  }
  for (const pair of forwardedHeaders(request)) add(pair, pair[0].toLowerCase());
  return [...groups.values()];
}

function orNull<Value>(entries: readonly (readonly [string, Value])[]): Record<string, Value> | null {
  return entries.length === 0 ? null : Object.fromEntries(entries);
}

function lastOf(entries: readonly Values[]): (readonly [string, string])[] {
  return entries.map(([name, values]) => [name, values.at(-1) ?? '']);
}

/**
 * Returns the parts that the events of proxy integrations and of REQUEST authorizers share. Empty maps are
 * null.
 */
export function describeRequest(input: DescribedRequest): Record<string, unknown> {
  const { request, pathParameters, stageVariables } = input;
  const headers = groupHeaders(request);
  const query = [...request.query];
  return {
    resource: input.resource,
    path: request.path,
    httpMethod: request.method,
    headers: orNull(lastOf(headers)),
    multiValueHeaders: orNull(headers),
    queryStringParameters: orNull(lastOf(query)),
    multiValueQueryStringParameters: orNull(query),
    pathParameters: orNull(Object.entries(pathParameters)),
    stageVariables: orNull(Object.entries(stageVariables)),
    requestContext: input.requestContext,
  };
}

/**
 * Builds the complete event. Empty maps and an empty body are null.
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
