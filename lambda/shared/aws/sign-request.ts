/** Builds and signs one call of an AWS JSON API (Signature Version 4). */
import { sign } from 'aws4';
import type { AwsService, AwsSettings } from './aws-settings';

/** What differs between the services' wire formats. */
const PROTOCOLS: Readonly<Record<AwsService, { contentType: string; targetPrefix: string }>> = {
  dynamodb: { contentType: 'application/x-amz-json-1.0', targetPrefix: 'DynamoDB_20120810' },
  kms: { contentType: 'application/x-amz-json-1.1', targetPrefix: 'TrentService' },
  'cognito-idp': {
    contentType: 'application/x-amz-json-1.1',
    targetPrefix: 'AWSCognitoIdentityProviderService',
  },
  events: { contentType: 'application/x-amz-json-1.1', targetPrefix: 'AWSEvents' },
  codedeploy: { contentType: 'application/x-amz-json-1.1', targetPrefix: 'CodeDeploy_20141006' },
  logs: { contentType: 'application/x-amz-json-1.1', targetPrefix: 'Logs_20140328' },
};

/** A request that is ready to be sent as a POST. */
export interface SignedRequest {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Signs the call of `operation` with `input` as its JSON body.
 *
 * @param now the time of the signature, in epoch milliseconds; AWS accepts it for five minutes
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html
 */
export function signRequest(
  settings: AwsSettings,
  operation: string,
  input: unknown,
  now: number,
): SignedRequest {
  const { service, region, endpoint, credentials } = settings;
  const { contentType, targetPrefix } = PROTOCOLS[service];
  const body = JSON.stringify(input);
  const { headers = {} } = sign(
    {
      method: 'POST',
      service,
      region,
      path: endpoint.pathname,
      body,
      headers: {
        Host: endpoint.host,
        'Content-Type': contentType,
        'X-Amz-Date': new Date(now).toISOString().replace(/[:-]|\.\d{3}/g, ''),
        'X-Amz-Target': `${targetPrefix}.${operation}`,
      },
    },
    credentials,
  );
  return {
    url: endpoint,
    body,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
  };
}
