/**
 * The integration response: the response that the mapping of a method produces from an integration's result.
 */
import type { ApiMethod, IntegrationResponse } from '../../template/model';
import { chooseContentType } from '../http/choose-content-type';
import { GatewayFault } from '../http/gateway-fault';
import { isValidHeader } from '../http/is-valid-header';
import type { HeaderPair } from '../http/messages';
import { compileJavaPattern } from '../mapping/java-pattern';
import type { MappingOverrides } from '../mapping/mapping-overrides';
import { compileParameter, type EvaluateParameter } from '../mapping/mapping-parameter';
import type { MappingScope } from '../mapping/mapping-scope';
import { compileVelocityTemplate, type VelocityTemplate } from '../mapping/velocity-template';
import type { PlainReply } from '../responses/gateway-responses';

/** The result of an integration. */
export interface IntegrationAnswer {
  /** The text that selection patterns are matched against: a status, or the error message of a function. */
  readonly selector: string;
  readonly body: string;
}

/** Produces the response for the client. */
export type MapResponse = (
  answer: IntegrationAnswer,
  scope: MappingScope,
  overrides: MappingOverrides,
) => PlainReply;

interface CompiledResponse {
  readonly pattern: RegExp | undefined;
  readonly status: number;
  readonly headers: readonly (readonly [name: string, evaluate: EvaluateParameter])[];
  readonly templates: ReadonlyMap<string, VelocityTemplate>;
}

const headerPrefix = 'method.response.header.';

function compileResponse(response: IntegrationResponse, method: ApiMethod): CompiledResponse {
  const { selectionPattern, statusCode, responseParameters, responseTemplates } = response;
  const declared = method.methodResponses.find((candidate) => candidate.statusCode === statusCode);
  return {
    pattern: selectionPattern === undefined ? undefined : compileJavaPattern(selectionPattern),
    status: Number(statusCode),
    headers: Object.entries(responseParameters)
      .filter(([name]) => name.startsWith(headerPrefix) && declared?.responseParameters.includes(name))
      .map(([name, parameter]) => [name.slice(headerPrefix.length), compileParameter(parameter)] as const),
    templates: new Map(
      Object.entries(responseTemplates).map(([type, template]) => [type, compileVelocityTemplate(template)]),
    ),
  };
}

/** Returns the overriding status if it is a valid status of a final response. */
function readStatus({ responseOverride }: MappingOverrides, otherwise: number): number {
  const status = Number(responseOverride.status);
  return Number.isInteger(status) && status >= 200 && status <= 599 ? status : otherwise;
}

function mapHeaders(plain: readonly HeaderPair[], { responseOverride }: MappingOverrides): HeaderPair[] {
  const overridden = Object.entries(responseOverride.header).map(
    ([name, value]): HeaderPair => [name, String(value)],
  );
  const replaced = new Set(overridden.map(([name]) => name.toLowerCase()));
  const headers = [...plain.filter(([name]) => !replaced.has(name.toLowerCase())), ...overridden];
  if (headers.every(isValidHeader)) return headers;
  throw new GatewayFault(
    'API_CONFIGURATION_ERROR',
    'the integration response has a header that HTTP does not allow',
  );
}

/**
 * Compiles the integration responses of a method. The first whose pattern matches the whole selector is
 * chosen, else the one without a pattern.
 * @throws Error when a template, a pattern or a parameter is malformed
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-integration-settings-integration-response.html
 */
export function compileIntegrationResponse(
  responses: readonly IntegrationResponse[],
  method: ApiMethod,
): MapResponse {
  const compiled = responses.map((response) => compileResponse(response, method));
  const fallback = compiled.find(({ pattern }) => pattern === undefined);
  return ({ selector, body }, scope, overrides) => {
    const response = compiled.find(({ pattern }) => pattern?.test(selector)) ?? fallback;
    if (response === undefined) {
      throw new GatewayFault(
        'API_CONFIGURATION_ERROR',
        'no integration response matches, and none is the default',
      );
    }
    const type = chooseContentType([...response.templates.keys()], scope.request.header('accept'));
    const template = response.templates.get(type);
    const text = template === undefined ? body : template(scope, body, overrides);
    const plain = response.headers.flatMap(([name, evaluate]): HeaderPair[] => {
      const value = evaluate(scope, body);
      return value === undefined ? [] : [[name, value]];
    });
    const headers = mapHeaders(plain, overrides);
    const typed = headers.some(([name]) => name.toLowerCase() === 'content-type');
    return {
      status: readStatus(overrides, response.status),
      headers: typed ? headers : [['Content-Type', type], ...headers],
      body: Buffer.from(text),
    };
  };
}
