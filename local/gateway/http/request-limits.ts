/** API Gateway's limits on requests. */
import { GatewayFault } from './gateway-fault';
import type { ParsedRequest } from './parse-request';

/**
 * The maximum size of a body, in bytes:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
 */
export const maxBodyBytes = 10_485_760;

const maxHeaderBytes = 10_240;
const maxMethodArnBytes = 1_600;

/** @throws GatewayFault when the request is too large */
export function checkSize({ body, headers }: ParsedRequest): void {
  if (body.length > maxBodyBytes) throw new GatewayFault('REQUEST_TOO_LARGE', 'the body exceeds 10 MB');
  const headerBytes = headers.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  if (headerBytes > maxHeaderBytes)
    throw new GatewayFault('HEADERS_TOO_LARGE', 'the headers exceed 10,240 bytes');
}

/** @throws GatewayFault when the path makes the method's ARN too long */
export function checkMethodArn(methodArn: string): void {
  if (methodArn.length > maxMethodArnBytes) {
    throw new GatewayFault('URI_TOO_LONG', 'the method ARN exceeds 1,600 bytes');
  }
}
