/** Gives API Gateway's own responses the shape of the functions' problem details (RFC 9457), with CORS headers. */
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { EXPOSED_HEADERS, problemType, SECURITY_HEADERS } from '../../../lambda/http-conventions';
import { toPascalCase } from '../../to-pascal-case';
import { GATEWAY_PAGE_HEADERS, writeGatewayPage } from './gateway-page';
import { type GatewayProblem, gatewayProblems } from './gateway-problems';

/** How a stage reports API Gateway's failures. */
export interface GatewayResponseOptions {
  /** Origins whose pages may call the API; if empty, no page of another origin may read these responses. */
  readonly corsOrigins: readonly string[];
  /**
   * Whether the authorizer names the reason of a denial.
   * @default false - the only reason is a missing scope
   */
  readonly namesDenials?: boolean;
  /**
   * Whether the API serves pages. Requests that prefer `text/html` then receive a page, where a browser may meet the failure.
   * @default false
   */
  readonly pages?: boolean;
}

/** The media type of problem details. */
const PROBLEM = 'application/problem+json';

/** The members of a problem that the authorizer puts into its context. */
const namedDenial = {
  type: '$context.authorizer.denialType',
  detail: '$context.authorizer.denialDetail',
  code: '$context.authorizer.denialCode',
};

/** Adds one gateway response for each failure of API Gateway. */
export function addGatewayResponses(
  restApi: apigateway.RestApi,
  { corsOrigins, namesDenials = false, pages = false }: GatewayResponseOptions,
): void {
  const corsHeaders = toCorsHeaders(corsOrigins);
  for (const problem of gatewayProblems) {
    const isPage = pages && problem.meetsBrowsers === true;
    for (const type of problem.types) {
      const body = JSON.stringify({
        ...toBody(problem),
        ...(namesDenials && type === 'ACCESS_DENIED' && namedDenial),
      });
      restApi.addGatewayResponse(toPascalCase(type.toLowerCase()), {
        type: apigateway.ResponseType.of(type),
        ...(problem.status !== undefined && { statusCode: String(problem.status) }),
        responseHeaders: quote({
          ...problem.headers,
          ...SECURITY_HEADERS,
          ...(isPage ? GATEWAY_PAGE_HEADERS : { 'Content-Type': PROBLEM }),
          ...corsHeaders,
        }),
        templates: isPage
          ? // the key of the template becomes the type: a header would also name the type of the page
            { [PROBLEM]: body, 'application/json': body, 'text/html': writeGatewayPage(problem) }
          : // API Gateway falls back to this type for every Accept header; the header above declares the real type
            { 'application/json': body },
      });
    }
  }
}

/**
 * Returns the CORS headers. Gateway responses have fixed values and cannot name one of several origins, so several origins need `*`.
 * Any page may then read these responses, which repeat nothing of the request and carry no credentials. Functions name one origin.
 */
function toCorsHeaders([origin, ...others]: readonly string[]): Record<string, string> {
  if (origin === undefined) return {};
  return {
    'Access-Control-Allow-Origin': others.length === 0 ? origin : '*',
    'Access-Control-Expose-Headers': EXPOSED_HEADERS,
  };
}

function toBody({ status, title, detail, code }: GatewayProblem) {
  return { type: problemType(code), title, status, detail, code, requestId: '$context.requestId' };
}

/** Quotes header values: API Gateway expects fixed values in single quotes. */
function quote(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, `'${value}'`]));
}
