/** Answers requests that meet no route: API Gateway takes them for calls that AWS itself should answer, and asks for a signature. */
import { createHash } from 'node:crypto';
import { GatewayFault } from '../http/gateway-fault';
import type { ParsedRequest } from '../http/parse-request';

/**
 * The fault of a request that meets no route. An Authorization header that is no AWS signature is complained of; the
 * complaint shows its hash, as AWS does today.
 */
export function faultOfUnknownRoute(request: ParsedRequest): GatewayFault {
  const authorization = request.header('authorization') ?? '';
  if (authorization === '' || authorization.startsWith('AWS4-HMAC-SHA256 ')) {
    return new GatewayFault('MISSING_AUTHENTICATION_TOKEN', 'unknown route');
  }
  const hash = createHash('sha256').update(authorization).digest('base64');
  return new GatewayFault(
    'INVALID_SIGNATURE',
    'unknown route, and the Authorization header is not an AWS signature',
    `Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with Base64): '${hash}'.`,
  );
}

/** Whether a fault says that a request meets no route: its type says so only to those who know API Gateway. */
export function isUnknownRoute({ type }: GatewayFault): boolean {
  return type === 'MISSING_AUTHENTICATION_TOKEN' || type === 'INVALID_SIGNATURE';
}
