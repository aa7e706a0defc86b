/** The variable `$input` of mapping templates: a payload and the parameters of the request. */
import { GatewayFault } from '../http/gateway-fault';
import { compileJsonPath } from './json-path';
import { evaluateMapping, type MappingScope } from './mapping-scope';

/** Returns a Java map as templates see it. A missing key reads as an empty text. */
function toMap(entries: Iterable<readonly [string, string]>): Record<string, unknown> {
  const values = new Map(entries);
  return Object.assign(Object.fromEntries(values), {
    get: (name: string) => values.get(name) ?? '',
    containsKey: (name: string) => values.has(name),
    keySet: () => [...values.keys()],
  });
}

function parse(payload: string): unknown {
  try {
    return JSON.parse(payload || '{}');
  } catch {
    throw new GatewayFault(
      'BAD_REQUEST_BODY',
      'a mapping template reads JSON from a body that is not JSON',
      'Could not parse request body into json',
    );
  }
}

/**
 * Creates `$input`.
 * @param payload the body of the request or, in response templates, of the integration's result; `{}` if it
 * is empty
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html#input-variable-reference
 */
export function createTemplateInput(scope: MappingScope, payload: string): Readonly<Record<string, unknown>> {
  const { request, pathParameters } = scope;
  const select = (expression: unknown) => compileJsonPath(String(expression))(parse(payload));
  const lastOf = [...request.query].map(([name, values]) => [name, values.at(-1) ?? ''] as const);
  return {
    body: payload || '{}',
    params: (name?: string) => {
      if (name === undefined) {
        return {
          path: toMap(Object.entries(pathParameters)),
          querystring: toMap(lastOf),
          header: toMap(request.headers),
        };
      }
      const places = ['path', 'querystring', 'header'];
      const values = places.map((place) => evaluateMapping(`method.request.${place}.${name}`, scope));
      return values.find((value) => value !== undefined) ?? '';
    },
    path: (expression: unknown) => select(expression) ?? '',
    json: (expression: unknown) => JSON.stringify(select(expression) ?? ''),
  };
}
