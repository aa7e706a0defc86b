/** The templates of gateway responses: texts with variables. They are not VTL. */
import { evaluateMapping, type MappingScope } from './mapping-scope';

/** A compiled template. */
export type TextTemplate = (scope: MappingScope) => string;

const variable =
  /\$(context(?:\.\w+)+|stageVariables\.\w+|method\.request\.(?:header|querystring|path|multivalueheader|multivaluequerystring)\.[\w-]+)/g;

/**
 * Compiles a template. A variable without a value is replaced by the empty text.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html
 */
export function compileTextTemplate(template: string): TextTemplate {
  // With a capturing pattern, split returns texts at even indexes and variables at odd ones.
  const parts = template.split(variable);
  return (scope) =>
    parts.map((part, index) => (index % 2 === 0 ? part : (evaluateMapping(part, scope) ?? ''))).join('');
}
