/** Builds `event.requestContext`, which is also `$context` in templates. */
import type { RestApi } from '../../template/model';
import type { ParsedRequest } from '../http/parse-request';

/** The parts that are the same for all requests of a method. */
export interface RequestContextBase {
  readonly accountId: string;
  readonly api: RestApi;
  /** Undefined for a request without a matching route. */
  readonly resourceId?: string | undefined;
  readonly resourcePath?: string | undefined;
}

/** The context of a request. */
export type RequestContext = Readonly<Record<string, unknown>>;

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Formats a time as `14/Apr/2025:22:11:46 +0000`, as the Common Log Format does. */
function formatRequestTime(epochMs: number): string {
  const second = Math.floor(epochMs / 1000);
  if (second !== latest.second) {
    const iso = new Date(epochMs).toISOString();
    const [day, month, year] = [iso.slice(8, 10), months[Number(iso.slice(5, 7)) - 1], iso.slice(0, 4)];
    latest = { second, text: `${day}/${month}/${year}:${iso.slice(11, 19)} +0000` };
  }
  return latest.text;
}

/** The latest formatted second. Many requests arrive in the same second. */
let latest = { second: Number.NaN, text: '' };

function identityOf(request: ParsedRequest): Readonly<Record<string, string | null>> {
  return {
    cognitoIdentityPoolId: null,
    accountId: null,
    cognitoIdentityId: null,
    caller: null,
    sourceIp: request.sourceIp,
    principalOrgId: null,
    accessKey: null,
    cognitoAuthenticationType: null,
    cognitoAuthenticationProvider: null,
    userArn: null,
    userAgent: request.header('user-agent') ?? null,
    user: null,
  };
}

/**
 * Builds the context of a request. The API is served at the root of its origin, as with a custom domain and
 * an empty base path. So `path` does not contain the stage.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
 */
export function buildRequestContext(
  { accountId, api, resourceId, resourcePath }: RequestContextBase,
  request: ParsedRequest,
): RequestContext {
  const domainName = (request.header('host') ?? 'localhost').replace(/:\d+$/, '');
  return {
    resourceId,
    resourcePath,
    httpMethod: request.method,
    extendedRequestId: request.extendedRequestId,
    requestTime: formatRequestTime(request.receivedAt),
    path: request.path,
    accountId,
    protocol: 'HTTP/1.1',
    stage: api.stage.name,
    domainPrefix: domainName.split('.')[0],
    requestTimeEpoch: request.receivedAt,
    requestId: request.requestId,
    identity: identityOf(request),
    domainName,
    deploymentId: api.stage.deploymentId,
    apiId: api.id,
  };
}
