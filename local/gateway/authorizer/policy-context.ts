/** The condition keys that API Gateway provides to the policies of authorizers and to resource policies. */
import type { PolicyRequest } from '../../iam/evaluate';
import type { ParsedRequest } from '../http/parse-request';

/**
 * Returns the condition keys of a request. API Gateway serves HTTPS only, so `aws:SecureTransport` is true
 * here, too.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies.html
 */
export function policyContextOf(request: ParsedRequest): PolicyRequest['context'] {
  const optional = (value: string | undefined) => (value === undefined ? undefined : [value]);
  return {
    'aws:SourceIp': [request.sourceIp],
    'aws:UserAgent': optional(request.header('user-agent')),
    'aws:Referer': optional(request.header('referer')),
    'aws:CurrentTime': [new Date(request.receivedAt).toISOString()],
    'aws:EpochTime': [String(Math.floor(request.receivedAt / 1000))],
    'aws:SecureTransport': ['true'],
  };
}
