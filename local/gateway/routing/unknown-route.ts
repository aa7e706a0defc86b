/**
 * Answers requests without a matching route. API Gateway treats them as calls to AWS itself and requires a
 * signature.
 */
import { createHash } from 'node:crypto';
import { GatewayFault } from '../http/gateway-fault';
import type { ParsedRequest } from '../http/parse-request';

/**
 * Returns the fault of a request without a matching route. If the Authorization header is not an AWS
 * signature, the message contains its hash, as on AWS today.
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

/** Whether a fault means that no route matched the request. The names of these types do not say so. */
export function isUnknownRoute({ type }: GatewayFault): boolean {
  return type === 'MISSING_AUTHENTICATION_TOKEN' || type === 'INVALID_SIGNATURE';
}
