/** Builds and signs one call of an AWS JSON API (Signature Version 4). */
import type { AwsService, AwsSettings } from './aws-settings';
import { type PostRequest, signPost } from './sign-post';

/** The prefix of each service's `X-Amz-Target`. */
const TARGET_PREFIXES: Readonly<Record<AwsService, string>> = {
  dynamodb: 'DynamoDB_20120810',
  kms: 'TrentService',
  sqs: 'AmazonSQS',
  'cognito-idp': 'AWSCognitoIdentityProviderService',
  events: 'AWSEvents',
  codedeploy: 'CodeDeploy_20141006',
  logs: 'Logs_20140328',
};

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
): PostRequest {
  const { service, endpoint } = settings;
  return signPost(
    settings,
    {
      url: endpoint,
      headers: {
        // Of these services only DynamoDB and SQS use version 1.0 of the protocol.
        'content-type': `application/x-amz-json-1.${service === 'dynamodb' || service === 'sqs' ? 0 : 1}`,
        'x-amz-target': `${TARGET_PREFIXES[service]}.${operation}`,
      },
      body: JSON.stringify(input),
    },
    now,
  );
}
