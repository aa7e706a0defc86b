/** The variables of mapping expressions and templates: `context`, `stageVariables` and `method.request`. */
import type { ParsedRequest } from '../http/parse-request';

/** The values against which expressions are evaluated. */
export interface MappingScope {
  readonly request: ParsedRequest;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly stageVariables: Readonly<Record<string, string>>;
  /** The context of the request, as nested objects. */
  readonly context: Readonly<Record<string, unknown>>;
}

function follow(value: unknown, path: readonly string[]): unknown {
  let current = value;
  for (const name of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, name)) return undefined;
    current = (current as Record<string, unknown>)[name];
  }
  return current;
}

function ofRequest(scope: MappingScope, place: string, name: string): string | undefined {
  switch (place) {
    case 'header':
      return scope.request.header(name);
    case 'multivalueheader':
      return scope.request.headerValues.get(name.toLowerCase())?.join(',');
    case 'querystring':
      return scope.request.query.get(name)?.at(-1);
    case 'multivaluequerystring':
      return scope.request.query.get(name)?.join(',');
    case 'path':
      return Object.hasOwn(scope.pathParameters, name) ? scope.pathParameters[name] : undefined;
    default:
      return undefined;
  }
}

/**
 * Evaluates an expression such as `context.requestId` or `method.request.header.Origin`. Returns undefined if
 * it has no value.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/request-response-data-mappings.html
 */
export function evaluateMapping(expression: string, scope: MappingScope): string | undefined {
  const [root = '', ...path] = expression.split('.');
  if (root === 'method' && path[0] === 'request') {
    return ofRequest(scope, path[1] ?? '', path.slice(2).join('.'));
  }
  const value =
    root === 'context'
      ? follow(scope.context, path)
      : root === 'stageVariables'
        ? follow(scope.stageVariables, path)
        : undefined;
  if (value === undefined || value === null) return undefined;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Evaluates a response parameter: a text in single quotes, or an expression. */
export function evaluateParameter(parameter: string, scope: MappingScope): string | undefined {
  const literal = /^'(.*)'$/s.exec(parameter)?.[1];
  return literal ?? evaluateMapping(parameter, scope);
}
