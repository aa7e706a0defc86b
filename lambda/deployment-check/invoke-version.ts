/** Invokes one version of a Lambda function and waits for its response. */
import { sign } from 'aws4';
import { AwsCallError, readErrorType, toAwsCallError } from '../shared/aws/aws-call-error';
import type { AwsService } from '../shared/aws/aws-services';
import type { AwsSettings } from '../shared/aws/aws-settings';
import { post } from '../shared/aws/http-post';

/** In milliseconds. Longer than the timeout of any function of the API. */
const TIMEOUT = 15_000;

const OPERATION = 'lambda:Invoke';

/**
 * Returns the version's response. A version that throws also answers, with an object that describes its
 * error.
 *
 * @param version the ARN of the version
 * @throws AwsCallError
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export async function invokeVersion(
  { endpoint, region, credentials }: AwsSettings<AwsService>,
  version: string,
  event: unknown,
): Promise<unknown> {
  const url = new URL(`/2015-03-31/functions/${encodeURIComponent(version)}/invocations`, endpoint);
  const body = JSON.stringify(event);
  const { headers = {} } = sign(
    {
      method: 'POST',
      service: 'lambda',
      region,
      path: url.pathname,
      body,
      headers: { Host: url.host, 'Content-Type': 'application/json' },
    },
    credentials,
  );
  const texts = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
  const answer = await post({ url, headers: texts, body }, TIMEOUT).catch((error: NodeJS.ErrnoException) => {
    throw new AwsCallError(OPERATION, 'unavailable', error.code ?? 'UNKNOWN');
  });
  if (answer.status !== 200) throw toAwsCallError(OPERATION, answer.status, readErrorType(answer.body));
  try {
    return JSON.parse(answer.body);
  } catch {
    // The parser's message quotes the response.
    throw new AwsCallError(OPERATION, 'unavailable', 'MalformedAnswer');
  }
}
