/** Gives API Gateway's own answers the shape of the functions' problem details (RFC 9457), with CORS headers. */
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { EXPOSED_HEADERS, problemType, SECURITY_HEADERS } from '../../../lambda/http-conventions';
import { toPascalCase } from '../../to-pascal-case';
import { type GatewayProblem, gatewayProblems } from './gateway-problems';

/**
 * Adds one gateway response for each failure of API Gateway.
 * @param corsOrigins origins whose pages may call the API; none: no page of another origin may read these answers
 */
export function addGatewayResponses(restApi: apigateway.RestApi, corsOrigins: readonly string[]): void {
  const corsHeaders = toCorsHeaders(corsOrigins);
  for (const problem of gatewayProblems) {
    for (const type of problem.types) {
      restApi.addGatewayResponse(toPascalCase(type.toLowerCase()), {
        type: apigateway.ResponseType.of(type),
        ...(problem.status !== undefined && { statusCode: String(problem.status) }),
        responseHeaders: quote({
          ...problem.headers,
          ...SECURITY_HEADERS,
          'Content-Type': 'application/problem+json',
          ...corsHeaders,
        }),
        // keyed by a type that every Accept falls back to; the header above tells what it is
        templates: { 'application/json': toTemplate(problem) },
      });
    }
  }
}

/**
 * Gateway responses have fixed values, so several origins cannot be told apart: each of them needs `*`. Any page may then read these answers,
 * which repeat nothing of the request and come without credentials; the answers of the functions name one origin.
 */
function toCorsHeaders([origin, ...others]: readonly string[]): Record<string, string> {
  if (origin === undefined) return {};
  return {
    'Access-Control-Allow-Origin': others.length === 0 ? origin : '*',
    'Access-Control-Expose-Headers': EXPOSED_HEADERS,
  };
}

function toTemplate({ status, title, detail, code }: GatewayProblem): string {
  return JSON.stringify({
    type: problemType(code),
    title,
    status,
    detail,
    code,
    requestId: '$context.requestId',
  });
}

/** API Gateway takes a fixed value in single quotes. */
function quote(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, `'${value}'`]));
}
