/** Signs one POST to an AWS service (Signature Version 4). */
import { createHash, createHmac } from 'node:crypto';
import type { AwsService } from './aws-services';
import type { AwsSettings } from './aws-settings';

/** A request, ready to send as a POST. */
export interface SignedRequest {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';

/**
 * Returns a POST with a signature over its body and all its headers. A library for any request would be most of the code that the
 * calling functions load.
 *
 * @param service the name of the service in signatures
 * @param url a URL without a query, whose path needs no encoding
 * @param headers their names are in lower case
 * @param now the time of the signature, in epoch milliseconds; AWS accepts it for five minutes
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function signPost(
  { region, credentials }: Pick<AwsSettings<AwsService>, 'region' | 'credentials'>,
  service: string,
  url: URL,
  headers: Readonly<Record<string, string>>,
  body: string,
  now: number,
): SignedRequest {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const time = new Date(now).toISOString().replace(/[:-]|\.\d{3}/g, '');
  const signed: Record<string, string> = {
    ...headers,
    host: url.host,
    'x-amz-date': time,
    ...(sessionToken !== undefined && { 'x-amz-security-token': sessionToken }),
  };
  const names = Object.keys(signed).sort();
  const signedHeaders = names.join(';');
  const canonicalRequest = [
    'POST',
    url.pathname,
    '',
    names.map((name) => `${name}:${signed[name]}\n`).join(''),
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
  signed.authorization = [
    `${ALGORITHM} Credential=${accessKeyId}/${scope.join('/')}`,
    `SignedHeaders=${signedHeaders}`,
    `Signature=${signature.digest('hex')}`,
  ].join(', ');
  return { url, body, headers: signed };
}

const hash = (text: string) => createHash('sha256').update(text).digest('hex');

const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text);
