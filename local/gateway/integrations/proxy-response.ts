/** Turns the result of a proxy function into a response, or into a 502 if it is malformed. */

import { GatewayFault } from '../http/gateway-fault';
import { isValidHeader } from '../http/is-valid-header';
import type { HeaderPair } from '../http/messages';
import type { PlainReply } from '../responses/gateway-responses';

const knownKeys = new Set(['statusCode', 'headers', 'multiValueHeaders', 'body', 'isBase64Encoded']);

/**
 * Headers that reach the client as `x-amzn-Remapped-*`, because the gateway or the connection sets them
 * itself.
 */
const remapped = new Set(['connection', 'content-length', 'date', 'server', 'www-authenticate']);

/** Headers that would change the framing of the response. */
const dropped = new Set(['transfer-encoding', 'upgrade', 'trailer', 'te', 'keep-alive']);

function malformed(fault: string): GatewayFault {
  return new GatewayFault('FUNCTION_FAILURE', `malformed Lambda proxy response: ${fault}`);
}

function parseObject(payload: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(payload);
  } catch {
    throw malformed('no JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw malformed('no object');
  const surplus = Object.keys(value).find((key) => !knownKeys.has(key));
  if (surplus !== undefined) throw malformed(`the unknown key ${surplus}`);
  return value as Record<string, unknown>;
}

function readStatus(value: unknown): number {
  if (value === undefined || value === null) return 200;
  const status = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof status !== 'number' || !Number.isInteger(status) || status < 200 || status > 599) {
    throw malformed('a statusCode that is not an HTTP status');
  }
  return status;
}

function entriesOf(value: unknown, name: string): [string, unknown][] {
  if (value === undefined || value === null) return [];
  if (typeof value !== 'object' || Array.isArray(value)) throw malformed(`${name} that are not an object`);
  return Object.entries(value).filter(([, member]) => member !== null);
}

function toPair(name: string, value: unknown): HeaderPair {
  if (typeof value === 'object') throw malformed(`the header ${name} is not a string`);
  const text = String(value);
  if (!isValidHeader([name, text])) throw malformed('a header that HTTP does not allow');
  return [remapped.has(name.toLowerCase()) ? `x-amzn-Remapped-${name}` : name, text];
}

/**
 * Returns the headers of both maps, with those of `multiValueHeaders` first. A pair that is in both is
 * returned once.
 */
function readHeaders(answer: Record<string, unknown>): HeaderPair[] {
  const multi = entriesOf(answer.multiValueHeaders, 'multiValueHeaders').flatMap(([name, values]) => {
    if (!Array.isArray(values)) throw malformed(`multiValueHeaders whose ${name} is not an array`);
    return values.map((value: unknown) => toPair(name, value));
  });
  const single = entriesOf(answer.headers, 'headers').map(([name, value]) => toPair(name, value));
  const added = single.filter(
    ([name, value]) =>
      !multi.some(([other, same]) => other.toLowerCase() === name.toLowerCase() && same === value),
  );
  return [...multi, ...added].filter(([name]) => !dropped.has(name.toLowerCase()));
}

/**
 * Reads the result of a proxy function.
 * @param payload the result as JSON text
 * @param decodesBase64 whether the client accepts one of the API's binary media types
 * @throws GatewayFault FUNCTION_FAILURE when the result is malformed
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export function readProxyResponse(payload: string, decodesBase64: boolean): PlainReply {
  const answer = parseObject(payload);
  const status = readStatus(answer.statusCode);
  const headers = readHeaders(answer);
  const { body, isBase64Encoded } = answer;
  if (body !== undefined && body !== null && typeof body !== 'string')
    throw malformed('a body that is not a string');
  const typed = headers.some(([name]) => name.toLowerCase() === 'content-type');
  return {
    status,
    headers: typed ? headers : [['Content-Type', 'application/json'], ...headers],
    body: Buffer.from(body ?? '', isBase64Encoded === true && decodesBase64 ? 'base64' : 'utf8'),
  };
}
