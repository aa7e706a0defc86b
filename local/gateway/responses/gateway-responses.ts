/** Produces the gateway's own error responses, as the API customizes them. */
import type { GatewayResponse, RestApi } from '../../template/model';
import { chooseContentType } from '../http/choose-content-type';
import { type FaultDefaults, type FaultType, faultDefaults, type GatewayFault } from '../http/gateway-fault';
import { isValidHeader } from '../http/is-valid-header';
import type { HeaderPair } from '../http/messages';
import { evaluateParameter, type MappingScope } from '../mapping/mapping-scope';
import { compileTextTemplate, type TextTemplate } from '../mapping/text-template';

/** A response without the headers that every response has. */
export interface PlainReply {
  readonly status: number;
  readonly headers: readonly HeaderPair[];
  readonly body: Buffer;
}

/** Answers a fault. */
export type GatewayResponder = (fault: GatewayFault, scope: MappingScope) => PlainReply;

interface CompiledResponse {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, parameter: string])[];
  readonly templates: ReadonlyMap<string, TextTemplate>;
}

const headerPrefix = 'gatewayresponse.header.';

function findResponse(api: RestApi, type: FaultType): GatewayResponse | undefined {
  const { status, responseType = type }: FaultDefaults = faultDefaults[type];
  const general = status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX';
  return [responseType, general]
    .map((name) => api.gatewayResponses.find((response) => response.type === name))
    .find((response) => response !== undefined);
}

function compileResponse(api: RestApi, type: FaultType): CompiledResponse {
  const defaults: FaultDefaults = faultDefaults[type];
  const own = findResponse(api, type);
  const { template: standard = '{"message":$context.error.messageString}' } = defaults;
  const templates = Object.entries(own?.responseTemplates ?? {});
  const used = templates.length === 0 ? [['application/json', standard] as const] : templates;
  return {
    status: Number(own?.statusCode ?? defaults.status),
    headers: Object.entries(own?.responseParameters ?? {}).flatMap(([name, parameter]) =>
      name.startsWith(headerPrefix) ? [[name.slice(headerPrefix.length), parameter] as const] : [],
    ),
    templates: new Map(used.map(([contentType, template]) => [contentType, compileTextTemplate(template)])),
  };
}

function withError(scope: MappingScope, fault: GatewayFault): MappingScope {
  const error = {
    message: fault.text ?? '',
    messageString: JSON.stringify(fault.text),
    responseType: fault.responseType,
    validationErrorString: fault.validationError,
  };
  return { ...scope, context: { ...scope.context, error } };
}

/** Compiles the error responses of an API. */
export function compileGatewayResponses(api: RestApi): GatewayResponder {
  const types = Object.keys(faultDefaults) as FaultType[];
  const responses = new Map(types.map((type) => [type, compileResponse(api, type)]));
  return (fault, plainScope) => {
    const scope = withError(plainScope, fault);
    const { status, headers, templates } = responses.get(fault.type) ?? compileResponse(api, fault.type);
    const contentType = chooseContentType([...templates.keys()], scope.request.header('accept'));
    const own = headers.flatMap(([name, parameter]): HeaderPair[] => {
      const value = evaluateParameter(parameter, scope);
      // A part of the request can contain characters that a header cannot.
      return value === undefined || !isValidHeader([name, value]) ? [] : [[name, value]];
    });
    const typed = own.some(([name]) => name.toLowerCase() === 'content-type');
    return {
      status,
      headers: [
        ['x-amzn-ErrorType', fault.defaults.errorType],
        ...(typed ? [] : [['Content-Type', contentType] as const]),
        ...own,
      ],
      body: Buffer.from(templates.get(contentType)?.(scope) ?? ''),
    };
  };
}
