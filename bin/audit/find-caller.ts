/** Finds the operator's AWS identity. */
import { sign } from 'aws4';
import { AwsCallError } from '../../lambda/shared/aws/aws-call-error';
import type { AwsService } from '../../lambda/shared/aws/aws-services';
import type { AwsSettings } from '../../lambda/shared/aws/aws-settings';
import { post } from '../../lambda/shared/aws/http-post';

/** The timeout of the call in milliseconds. */
const TIMEOUT = 5_000;

const OPERATION = 'sts:GetCallerIdentity';

/**
 * Returns the ARN of the identity that owns the credentials. The call needs no permission.
 *
 * @throws AwsCallError
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export async function findCaller({
  endpoint,
  region,
  credentials,
}: AwsSettings<AwsService>): Promise<string> {
  const body = 'Action=GetCallerIdentity&Version=2011-06-15';
  const { headers = {} } = sign(
    {
      method: 'POST',
      service: 'sts',
      region,
      path: endpoint.pathname,
      body,
      headers: { Host: endpoint.host, 'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8' },
    },
    credentials,
  );
  const texts = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
  const answer = await post({ url: endpoint, headers: texts, body }, TIMEOUT).catch(
    (error: NodeJS.ErrnoException) => {
      throw new AwsCallError(OPERATION, 'unavailable', error.code ?? 'UNKNOWN');
    },
  );
  if (answer.status !== 200) throw toError(answer.status, answer.body);
  // the query protocol returns XML
  const arn = /<Arn>(arn:[^<\s]+)<\/Arn>/.exec(answer.body)?.[1];
  if (arn === undefined) throw new AwsCallError(OPERATION, 'unavailable', 'MalformedAnswer');
  return arn.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => ENTITIES[name] ?? '');
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function toError(status: number, body: string): AwsCallError {
  const reason = /<Code>([A-Za-z]{1,80})<\/Code>/.exec(body)?.[1] ?? `HTTP ${status}`;
  return new AwsCallError(OPERATION, status >= 500 ? 'unavailable' : 'denied', reason);
}
