/**
 * The AWS services that are called without an SDK. Each is a constant of its own, so that a bundle holds only the
 * services that its function calls.
 */

/** An AWS service. */
export interface AwsService {
  /** The name in endpoints, and in signatures unless its client states another. */
  readonly name: string;
  /** The name in `AWS_ENDPOINT_URL_<SERVICE>`. @default - `name` in capitals */
  readonly variable?: string;
}

/**
 * A service of the AWS JSON protocols.
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
export interface JsonService extends AwsService {
  /** The prefix of `X-Amz-Target`. */
  readonly target: string;
  /** The protocol's minor version. */
  readonly version: 0 | 1;
}

export const dynamodb: JsonService = { name: 'dynamodb', target: 'DynamoDB_20120810', version: 0 };

export const kms: JsonService = { name: 'kms', target: 'TrentService', version: 1 };

export const sqs: JsonService = { name: 'sqs', target: 'AmazonSQS', version: 0 };

export const cognitoIdp: JsonService = {
  name: 'cognito-idp',
  variable: 'COGNITO_IDENTITY_PROVIDER',
  target: 'AWSCognitoIdentityProviderService',
  version: 1,
};

export const events: JsonService = {
  name: 'events',
  variable: 'EVENTBRIDGE',
  target: 'AWSEvents',
  version: 1,
};

export const codedeploy: JsonService = { name: 'codedeploy', target: 'CodeDeploy_20141006', version: 1 };

export const logs: JsonService = {
  name: 'logs',
  variable: 'CLOUDWATCH_LOGS',
  target: 'Logs_20140328',
  version: 1,
};

export const sts: AwsService = { name: 'sts' };

export const lambda: AwsService = { name: 'lambda' };

/** SES v2, whose endpoint is named so. */
export const email: AwsService = { name: 'email', variable: 'SESV2' };
