/** Signs one POST to an AWS service (Signature Version 4). */
import { createHash, createHmac } from 'node:crypto';
import type { AwsSettings } from './aws-settings';

/** A POST. */
export interface PostRequest {
  /** A URL without a query, whose path needs no encoding. */
  readonly url: URL;
  /** Names are in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';

/**
 * Returns the request with a signature over its body and all its headers. A library for any request would be most of the code that the calling
 * functions load.
 *
 * @param now the time of the signature, in epoch milliseconds; AWS accepts it for five minutes
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function signPost(
  { service, region, credentials }: Pick<AwsSettings<string>, 'service' | 'region' | 'credentials'>,
  { url, body, headers: unsigned }: PostRequest,
  now: number,
): PostRequest {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const time = new Date(now).toISOString().replace(/[:-]|\.\d{3}/g, '');
  const headers: Record<string, string> = {
    ...unsigned,
    host: url.host,
    'x-amz-date': time,
    ...(sessionToken !== undefined && { 'x-amz-security-token': sessionToken }),
  };
  const names = Object.keys(headers).sort();
  const signedHeaders = names.join(';');
  const canonicalRequest = [
    'POST',
    url.pathname,
    '',
    names.map((name) => `${name}:${headers[name]}\n`).join(''),
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
  return { url, body, headers };
}

const hash = (text: string) => createHash('sha256').update(text).digest('hex');

const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text);
