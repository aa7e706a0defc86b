/** Finds the service and the operation that a request calls. */
import type { IncomingMessage } from 'node:http';
import type { AwsService } from './service';

/** A call, as far as the request names it. */
export interface FoundOperation {
  /** @default - no service of the endpoint */
  readonly service?: AwsService;
  /** The name of the service for messages, such as `AmazonSQS` or `ses`. */
  readonly name: string;
  /** The name of the operation. @default - the service does not have it */
  readonly operation?: string;
}

/**
 * Finds both. `X-Amz-Target` names an operation of the RPC protocol. Requests of the REST protocol have no such
 * header: the credential scope of their signature names the service, and method and path the operation.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html
 */
export function findOperation(
  services: readonly AwsService[],
  { method = '', url = '', headers }: Pick<IncomingMessage, 'method' | 'url' | 'headers'>,
): FoundOperation {
  const target = headers['x-amz-target'];
  if (typeof target === 'string') {
    const [name = '', operation = ''] = target.split('.');
    const service = services.find((candidate) => candidate.target === name);
    return { name, operation, ...(service && { service }) };
  }
  const [, name = ''] = /Credential=(?:[^/,\s]+\/){3}([^/,\s]+)\//.exec(headers.authorization ?? '') ?? [];
  const service = services.find(({ rest }) => rest?.signingName === name);
  const operation = service?.rest?.operations.get(`${method} ${url.split('?')[0]}`);
  return { name, ...(service && { service }), ...(operation !== undefined && { operation }) };
}
