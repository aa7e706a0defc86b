/** Evaluates the parameters that integrations map: literals, parts of the request and parts of bodies. */
import { compileJsonPath } from './json-path';
import { evaluateParameter, type MappingScope } from './mapping-scope';

/**
 * Evaluates a parameter. Returns undefined if it has no value.
 * @param answered the body of the integration's result
 */
export type EvaluateParameter = (scope: MappingScope, answered?: string) => string | undefined;

const bodyExpression = /^(method\.request|integration\.response)\.body(?:\.(.+))?$/s;

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/**
 * Compiles a parameter such as `'text'`, `method.request.header.Origin`, `context.requestId` or
 * `integration.response.body.user.name`.
 * @throws JsonPathError when the path into a body is not supported
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-parameter-mapping-sources.html
 */
export function compileParameter(parameter: string): EvaluateParameter {
  const [, root, expression] = bodyExpression.exec(parameter) ?? [];
  if (root === undefined) return (scope) => evaluateParameter(parameter, scope);
  const select = compileJsonPath(expression ?? '$');
  return ({ request }, answered = '') => {
    const body = root === 'method.request' ? request.body.toString('utf8') : answered;
    if (expression === undefined) return body;
    const value = select(parse(body));
    if (value === undefined || value === null) return undefined;
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  };
}
