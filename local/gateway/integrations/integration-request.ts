/** The integration request: the payload that the mapping templates of a method produce from a request. */
import type { MappedIntegration } from '../../template/model';
import { GatewayFault } from '../http/gateway-fault';
import type { MappingOverrides } from '../mapping/mapping-overrides';
import type { MappingScope } from '../mapping/mapping-scope';
import { compileVelocityTemplate } from '../mapping/velocity-template';

/** Produces the payload for the integration. */
export type MapRequest = (scope: MappingScope, overrides: MappingOverrides) => string;

/**
 * Compiles an integration request. If neither the content type nor `$default` has a template, the body passes
 * through or the request is rejected, by the passthrough behavior.
 * @throws Error when a template is malformed
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/integration-passthrough-behaviors.html
 */
export function compileIntegrationRequest(integration: MappedIntegration): MapRequest {
  const templates = new Map(
    Object.entries(integration.requestTemplates).map(([type, template]) => [
      type.toLowerCase(),
      compileVelocityTemplate(template),
    ]),
  );
  const passesThrough =
    integration.passthrough === 'WHEN_NO_MATCH' ||
    (integration.passthrough === 'WHEN_NO_TEMPLATES' && templates.size === 0);
  return (scope, overrides) => {
    const { request } = scope;
    const [type = ''] = (request.header('content-type') ?? 'application/json').split(';');
    const template = templates.get(type.trim().toLowerCase()) ?? templates.get('$default');
    const body = request.body.toString('utf8');
    if (template !== undefined) return template(scope, body, overrides);
    if (passesThrough) return body;
    throw new GatewayFault('UNSUPPORTED_MEDIA_TYPE', 'the integration has no template for this content type');
  };
}
