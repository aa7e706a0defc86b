/** Builds and signs one call of an AWS JSON API (Signature Version 4). */
import type { AwsSettings } from './aws-settings';
import { type SignedRequest, signPost } from './sign-post';

/**
 * Signs the call of `operation` with `input` as its JSON body. Such calls have one path and no query.
 *
 * @param now the time of the signature, in epoch milliseconds; AWS accepts it for five minutes
 */
export function signRequest(
  settings: AwsSettings,
  operation: string,
  input: unknown,
  now: number,
): SignedRequest {
  const { endpoint, service } = settings;
  return signPost(
    settings,
    service.name,
    endpoint,
    {
      'content-type': `application/x-amz-json-1.${service.version}`,
      'x-amz-target': `${service.target}.${operation}`,
    },
    JSON.stringify(input),
    now,
  );
}
