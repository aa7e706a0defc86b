/** Gives the gateway's own error answers, in the API's customised form where it has one. */
import type { GatewayResponse, RestApi } from '../template/model';
import type { HeaderPair } from './exchange';
import { type FaultType, faultDefaults, type GatewayFault } from './gateway-fault';
import { evaluateParameter, type MappingScope } from './mapping-scope';
import { compileTextTemplate, type TextTemplate } from './text-template';

/** An answer without the headers that every answer has. */
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
  const general = faultDefaults[type].status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX';
  return [type, general]
    .map((name) => api.gatewayResponses.find((response) => response.type === name))
    .find((response) => response !== undefined);
}

function compileResponse(api: RestApi, type: FaultType): CompiledResponse {
  const defaults = faultDefaults[type];
  const own = findResponse(api, type);
  const standard = 'template' in defaults ? defaults.template : '{"message":$context.error.messageString}';
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

/** The template for what the client accepts, else the one for JSON, else the first. */
function chooseTemplate(
  templates: ReadonlyMap<string, TextTemplate>,
  accept: string | undefined,
): readonly [contentType: string, template: TextTemplate | undefined] {
  const accepted = (accept ?? '').split(',').map((range) => range.split(';')[0]?.trim() ?? '');
  const contentType =
    accepted.find((range) => templates.has(range)) ??
    (templates.has('application/json')
      ? 'application/json'
      : ([...templates.keys()][0] ?? 'application/json'));
  return [contentType, templates.get(contentType)];
}

function withError(scope: MappingScope, fault: GatewayFault): MappingScope {
  const error = {
    message: fault.text ?? '',
    messageString: JSON.stringify(fault.text),
    responseType: fault.type,
    validationErrorString: fault.validationError,
  };
  return { ...scope, context: { ...scope.context, error } };
}

/** Compiles the error answers of an API. */
export function compileGatewayResponses(api: RestApi): GatewayResponder {
  const types = Object.keys(faultDefaults) as FaultType[];
  const responses = new Map(types.map((type) => [type, compileResponse(api, type)]));
  return (fault, plainScope) => {
    const scope = withError(plainScope, fault);
    const { status, headers, templates } = responses.get(fault.type) ?? compileResponse(api, fault.type);
    const [contentType, template] = chooseTemplate(templates, scope.request.header('accept'));
    const own = headers.flatMap(([name, parameter]): HeaderPair[] => {
      const value = evaluateParameter(parameter, scope);
      return value === undefined ? [] : [[name, value]];
    });
    const typed = own.some(([name]) => name.toLowerCase() === 'content-type');
    return {
      status,
      headers: [
        ['x-amzn-ErrorType', fault.defaults.errorType],
        ...(typed ? [] : [['Content-Type', contentType] as const]),
        ...own,
      ],
      body: Buffer.from(template?.(scope) ?? ''),
    };
  };
}
