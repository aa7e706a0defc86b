/** Answers MOCK integrations, as CORS preflights use them. */
import type { ApiMethod, IntegrationResponse, MockIntegration } from '../template/model';
import type { HeaderPair } from './exchange';
import { GatewayFault } from './gateway-fault';
import type { PlainReply } from './gateway-responses';
import { compileJavaPattern } from './java-pattern';
import { evaluateParameter, type MappingScope } from './mapping-scope';
import { compileVelocityTemplate, type VelocityTemplate } from './velocity-template';

/** Answers a request. */
export type AnswerMock = (scope: MappingScope) => PlainReply;

interface CompiledResponse {
  readonly pattern: RegExp | undefined;
  readonly status: number;
  readonly headers: readonly (readonly [name: string, parameter: string])[];
  readonly template: readonly [contentType: string, template: VelocityTemplate] | undefined;
}

const headerPrefix = 'method.response.header.';

function compileTemplates(templates: Readonly<Record<string, string>>): Map<string, VelocityTemplate> {
  return new Map(
    Object.entries(templates).map(([type, text]) => [type.toLowerCase(), compileVelocityTemplate(text)]),
  );
}

function compileResponse(response: IntegrationResponse, method: ApiMethod): CompiledResponse {
  const declared = method.methodResponses.find(({ statusCode }) => statusCode === response.statusCode);
  const templates = compileTemplates(response.responseTemplates);
  const type = templates.has('application/json') ? 'application/json' : [...templates.keys()][0];
  const template = type === undefined ? undefined : templates.get(type);
  return {
    pattern:
      response.selectionPattern === undefined ? undefined : compileJavaPattern(response.selectionPattern),
    status: Number(response.statusCode),
    headers: Object.entries(response.responseParameters)
      .filter(([name]) => name.startsWith(headerPrefix) && declared?.responseParameters.includes(name))
      .map(([name, parameter]) => [name.slice(headerPrefix.length), parameter] as const),
    template: type === undefined || template === undefined ? undefined : [type, template],
  };
}

/** The status that a request template names. It is read leniently: CDK writes `{ statusCode: 200 }`, which is no JSON. */
function readStatus(text: string): string | undefined {
  return /["']?statusCode["']?\s*:\s*["']?(\d{3})\b/.exec(text)?.[1];
}

function answer(response: CompiledResponse, scope: MappingScope): PlainReply {
  const rendered = response.template?.[1](scope);
  const overridden = Object.entries(rendered?.override.header ?? {}).map(
    ([name, value]): HeaderPair => [name, String(value)],
  );
  const plain = response.headers.flatMap(([name, parameter]): HeaderPair[] => {
    const value = evaluateParameter(parameter, scope);
    const replaced = overridden.some(([other]) => other.toLowerCase() === name.toLowerCase());
    return value === undefined || replaced ? [] : [[name, value]];
  });
  const headers = [...plain, ...overridden];
  const typed = headers.some(([name]) => name.toLowerCase() === 'content-type');
  return {
    status: Number(rendered?.override.status ?? response.status),
    headers: typed ? headers : [['Content-Type', response.template?.[0] ?? 'application/json'], ...headers],
    body: Buffer.from(rendered?.text.trim() ?? ''),
  };
}

/**
 * Compiles a MOCK integration.
 * @throws Error when a template or a pattern of it is malformed
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-mock-integration.html
 */
export function compileMock(integration: MockIntegration, method: ApiMethod): AnswerMock {
  const requestTemplates = compileTemplates(integration.requestTemplates);
  const responses = integration.responses.map((response) => compileResponse(response, method));
  const fallback = responses.find(({ pattern }) => pattern === undefined);
  const passesThrough =
    integration.passthrough === 'WHEN_NO_MATCH' ||
    (integration.passthrough === 'WHEN_NO_TEMPLATES' && requestTemplates.size === 0);
  return (scope) => {
    const type = (scope.request.header('content-type') ?? 'application/json')
      .split(';')[0]
      ?.trim()
      .toLowerCase();
    const template = requestTemplates.get(type ?? '');
    if (template === undefined && !passesThrough) {
      throw new GatewayFault('UNSUPPORTED_MEDIA_TYPE', 'the MOCK integration has no template for this type');
    }
    // the request's own body stands in for the template that there is not
    const status = readStatus(template?.(scope).text ?? scope.request.body.toString('utf8'));
    const response =
      status === undefined ? undefined : (responses.find(({ pattern }) => pattern?.test(status)) ?? fallback);
    if (response === undefined) {
      throw new GatewayFault(
        'API_CONFIGURATION_ERROR',
        'the MOCK integration yields no status or no response',
      );
    }
    return answer(response, scope);
  };
}
