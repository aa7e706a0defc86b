/** Builds and signs one call of an AWS JSON API (Signature Version 4). */
import { createHash, createHmac } from 'node:crypto';
import type { AwsService, AwsSettings } from './aws-settings';

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

/** A request, ready to send as a POST. */
export interface SignedRequest {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';

/**
 * Signs the call of `operation` with `input` as its JSON body. Such calls have one path and no query. A
 * library for any request would be most of the code that the calling functions load.
 *
 * @param now the time of the signature, in epoch milliseconds; AWS accepts it for five minutes
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function signRequest(
  { service, region, endpoint, credentials }: AwsSettings,
  operation: string,
  input: unknown,
  now: number,
): SignedRequest {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const body = JSON.stringify(input);
  const time = new Date(now).toISOString().replace(/[:-]|\.\d{3}/g, '');
  // In lower case and in this order, as they are signed.
  const headers: Record<string, string> = {
    // Of these services only DynamoDB and SQS use version 1.0 of the protocol.
    'content-type': `application/x-amz-json-1.${service === 'dynamodb' || service === 'sqs' ? 0 : 1}`,
    host: endpoint.host,
    'x-amz-date': time,
    ...(sessionToken !== undefined && { 'x-amz-security-token': sessionToken }),
    'x-amz-target': `${TARGET_PREFIXES[service]}.${operation}`,
  };
  const signedHeaders = Object.keys(headers).join(';');
  const canonicalHeaders = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
  const canonicalRequest = [
    'POST',
    endpoint.pathname,
    '',
    canonicalHeaders.join(''),
    signedHeaders,
    hash(body),
  ];

  const scope = [time.slice(0, 8), region, service, 'aws4_request'];
  const key = scope.reduce<string | Buffer>(
    (parent, part) => hmac(parent, part).digest(),
    `AWS4${secretAccessKey}`,
  );
  const signature = hmac(
    key,
    [ALGORITHM, time, scope.join('/'), hash(canonicalRequest.join('\n'))].join('\n'),
  );
  headers.authorization = [
    `${ALGORITHM} Credential=${accessKeyId}/${scope.join('/')}`,
    `SignedHeaders=${signedHeaders}`,
    `Signature=${signature.digest('hex')}`,
  ].join(', ');
  return { url: endpoint, body, headers };
}

const hash = (text: string) => createHash('sha256').update(text).digest('hex');

const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text);
