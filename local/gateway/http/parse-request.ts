/** Parses a request once, for all later steps. */
import { randomUUID } from 'node:crypto';
import type { GatewayRequest, HeaderPair } from './messages';

/** A parsed request with its ids. */
export interface ParsedRequest {
  readonly requestId: string;
  /** The second id of a request, in the header `x-amz-apigw-id`. */
  readonly extendedRequestId: string;
  readonly traceId: string;
  /** Epoch milliseconds. */
  readonly receivedAt: number;
  readonly method: string;
  /** The path as the client sent it, not decoded, without the query. */
  readonly path: string;
  /** Decoded values by decoded name, in order. */
  readonly query: ReadonlyMap<string, readonly string[]>;
  readonly headers: readonly HeaderPair[];
  /** All values of a header, by its lower-case name. */
  readonly headerValues: ReadonlyMap<string, readonly string[]>;
  /** Returns the last value of a header. The name is case-insensitive. */
  header(name: string): string | undefined;
  readonly body: Buffer;
  readonly sourceIp: string;
}

/** Decodes a part of a query. Text with an invalid encoding is not decoded. */
function decode(text: string): string {
  const spaced = text.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}

function parseQuery(text: string): Map<string, string[]> {
  const query = new Map<string, string[]>();
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = decode(equals < 0 ? pair : pair.slice(0, equals));
    const values = query.get(name) ?? [];
    values.push(equals < 0 ? '' : decode(pair.slice(equals + 1)));
    query.set(name, values);
  }
  return query;
}

function collectHeaders(headers: readonly HeaderPair[]): Map<string, string[]> {
  const values = new Map<string, string[]>();
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    const known = values.get(key);
    if (known === undefined) values.set(key, [value]);
    else known.push(value);
  }
  return values;
}

/** Parses a request. All ids are derived from one random UUID. */
export function parseRequest(request: GatewayRequest, receivedAt: number): ParsedRequest {
  const requestId = randomUUID();
  const random = requestId.replaceAll('-', '');
  // A request to a proxy has an absolute URL as its target. Only the path matters here.
  const target = request.target.replace(/^https?:\/\/[^/?#]*/i, '');
  const mark = target.indexOf('?');
  const headerValues = collectHeaders(request.headers);
  return {
    requestId,
    extendedRequestId: Buffer.from(random.slice(0, 22), 'hex').toString('base64'),
    traceId: `Root=1-${Math.floor(receivedAt / 1000).toString(16)}-${random.slice(0, 24)}`,
    receivedAt,
    method: request.method,
    path: (mark < 0 ? target : target.slice(0, mark)) || '/',
    query: mark < 0 ? new Map() : parseQuery(target.slice(mark + 1)),
    headers: request.headers,
    headerValues,
    header: (name) => headerValues.get(name.toLowerCase())?.at(-1),
    body: request.body,
    sourceIp: request.sourceIp,
  };
}
