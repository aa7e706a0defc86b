/** Validates that the required parameters of a method are present. */
import { GatewayFault } from '../http/gateway-fault';
import type { ParsedRequest } from '../http/parse-request';

/** Lets a request pass, or throws a `GatewayFault`. */
export type ParameterCheck = (
  request: ParsedRequest,
  pathParameters: Readonly<Record<string, string>>,
) => void;

const placeOrder = ['header', 'path', 'querystring'];

/**
 * Compiles the check of a method's required parameters: each must be present and not blank. The error lists
 * the missing ones in the order header, path, query.
 * @param requestParameters such as `{'method.request.querystring.limit': true}`
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html
 */
export function compileParameterCheck(requestParameters: Readonly<Record<string, boolean>>): ParameterCheck {
  const demanded = Object.entries(requestParameters)
    .filter(([, required]) => required)
    .flatMap(([expression]) => {
      const [, place, name] =
        /^method\.request\.(?:multivalue)?(header|path|querystring)\.(.+)$/.exec(expression) ?? [];
      return place === undefined || name === undefined ? [] : [{ place, name }];
    })
    .sort((a, b) => placeOrder.indexOf(a.place) - placeOrder.indexOf(b.place));
  return (request, pathParameters) => {
    const find = (place: string, name: string) => {
      if (place === 'header') return request.header(name);
      return place === 'path' ? pathParameters[name] : request.query.get(name)?.at(-1);
    };
    const missing = demanded.filter(({ place, name }) => (find(place, name) ?? '').trim() === '');
    if (missing.length === 0) return;
    const text = `Missing required request parameters: [${missing.map(({ name }) => name).join(', ')}]`;
    throw new GatewayFault('BAD_REQUEST_PARAMETERS', text, text);
  };
}
