/** Builds and signs one call of an AWS JSON API (Signature Version 4). */
import { sign } from 'aws4';
import type { AwsService, AwsSettings } from './aws-settings';

/** What the services' targets begin with. */
const TARGET_PREFIXES: Readonly<Record<AwsService, string>> = {
  dynamodb: 'DynamoDB_20120810',
  kms: 'TrentService',
  'cognito-idp': 'AWSCognitoIdentityProviderService',
  events: 'AWSEvents',
  codedeploy: 'CodeDeploy_20141006',
  logs: 'Logs_20140328',
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
        // of these services DynamoDB alone has version 1.0 of the protocol
        'Content-Type': `application/x-amz-json-1.${service === 'dynamodb' ? 0 : 1}`,
        'X-Amz-Date': new Date(now).toISOString().replace(/[:-]|\.\d{3}/g, ''),
        'X-Amz-Target': `${TARGET_PREFIXES[service]}.${operation}`,
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
