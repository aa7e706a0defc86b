/** The endpoint, region and credentials of an AWS service, read from the variables that Lambda sets. */
import type { AwsService, JsonService } from './aws-services';

/** A role's credentials. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** @default - none: the credentials are those of an IAM user */
  readonly sessionToken?: string;
}

/** The settings to call one service. */
export interface AwsSettings<Service extends AwsService = JsonService> {
  readonly service: Service;
  readonly region: string;
  readonly endpoint: URL;
  readonly credentials: AwsCredentials;
}

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Reads the settings of one service from the environment: `AWS_REGION`, `AWS_ACCESS_KEY_ID`,
 * `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN`. `AWS_ENDPOINT_URL_<SERVICE>` or `AWS_ENDPOINT_URL`
 * overrides AWS's own endpoint.
 *
 * @throws Error naming every missing or malformed variable, never its value
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export function readAwsSettings<Service extends AwsService>(
  service: Service,
  source: Variables,
): AwsSettings<Service> {
  const faulty: string[] = [];
  const read = (name: string): string => {
    const value = source[name];
    if (!value) faulty.push(name);
    return value ?? '';
  };
  const region = read('AWS_REGION');
  const accessKeyId = read('AWS_ACCESS_KEY_ID');
  const secretAccessKey = read('AWS_SECRET_ACCESS_KEY');
  const sessionToken = source.AWS_SESSION_TOKEN;

  const variable = `AWS_ENDPOINT_URL_${service.variable ?? service.name.toUpperCase()}`;
  const name = [variable, 'AWS_ENDPOINT_URL'].find((key) => source[key]);
  const endpoint = parseUrl(
    (name && source[name]) || `https://${service.name}.${region}.${suffixOf(region)}`,
  );
  if (!endpoint) faulty.push(name ?? 'AWS_REGION');
  if (!endpoint || faulty.length > 0) {
    throw new Error(`Missing or malformed environment variables: ${[...new Set(faulty)].join(', ')}`);
  }
  return {
    service,
    region,
    endpoint,
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) },
  };
}

/**
 * China and the European Sovereign Cloud have their own suffixes. A test compares this with the CDK's list of
 * regions.
 */
function suffixOf(region: string): string {
  if (region.startsWith('cn-')) return 'amazonaws.com.cn';
  return region.startsWith('eusc-') ? 'amazonaws.eu' : 'amazonaws.com';
}

function parseUrl(text: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url && /^https?:$/.test(url.protocol) ? url : undefined;
}
