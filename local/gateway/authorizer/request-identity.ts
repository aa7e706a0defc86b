/**
 * Identifies callers for REQUEST authorizers by headers, query parameters, stage variables and context
 * values.
 */
import type { RequestAuthorizer } from '../../template/authorizer-definition';
import { GatewayFault } from '../http/gateway-fault';
import { describeRequest } from '../integrations/proxy-event';
import { evaluateMapping, type MappingScope } from '../mapping/mapping-scope';
import type { Identify } from './identity';

/**
 * Builds the event for the function: the request without its body. Unlike in proxy events, empty maps are
 * `{}` and not null.
 */
function buildEvent(scope: MappingScope, methodArn: string): Record<string, unknown> {
  const described = describeRequest({
    request: scope.request,
    resource: String(scope.context.resourcePath),
    pathParameters: scope.pathParameters,
    stageVariables: scope.stageVariables,
    requestContext: scope.context,
  });
  const filled = Object.entries(described).map(([name, value]) => [name, value ?? {}] as const);
  return { type: 'REQUEST', methodArn, ...Object.fromEntries(filled) };
}

/**
 * Compiles the identity sources of a REQUEST authorizer. They are required only if the authorizer caches its
 * responses.
 * @see https://docs.aws.amazon.com/apigateway/latest/api/API_CreateAuthorizer.html
 */
export function compileRequestIdentity(definition: RequestAuthorizer): Identify {
  const { identitySources, resultTtlSeconds } = definition;
  return (scope, account) => {
    const values = identitySources.map((source) => evaluateMapping(source, scope) ?? '');
    const missing = identitySources.find((_source, index) => values[index] === '');
    if (missing !== undefined && resultTtlSeconds > 0) {
      account.authorizer = 'not invoked: missing identity source';
      throw new GatewayFault('UNAUTHORIZED', `the identity source ${missing} is missing`);
    }
    return {
      key: JSON.stringify(values),
      event: (methodArn) => buildEvent(scope, methodArn),
    };
  };
}
