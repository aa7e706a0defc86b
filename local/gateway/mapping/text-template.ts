/** The templates of gateway responses: texts in which variables are replaced, and nothing more (they are no VTL). */
import { evaluateMapping, type MappingScope } from './mapping-scope';

/** A template that is ready to be filled. */
export type TextTemplate = (scope: MappingScope) => string;

const variable =
  /\$(context(?:\.\w+)+|stageVariables\.\w+|method\.request\.(?:header|querystring|path|multivalueheader|multivaluequerystring)\.[\w-]+)/g;

/**
 * Compiles a template. A variable without a value is replaced by nothing.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html
 */
export function compileTextTemplate(template: string): TextTemplate {
  // With a capturing pattern, split yields texts at even places and variables at odd ones.
  const parts = template.split(variable);
  return (scope) =>
    parts.map((part, index) => (index % 2 === 0 ? part : (evaluateMapping(part, scope) ?? ''))).join('');
}
