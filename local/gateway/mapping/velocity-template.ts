/** Renders mapping templates, which are written in the Velocity Template Language. */
import { Compile, parse } from 'velocityjs';
import { GatewayFault } from '../http/gateway-fault';
import { compileJsonPath } from './json-path';
import type { MappingOverrides } from './mapping-overrides';
import type { MappingScope } from './mapping-scope';
import { createTemplateInput } from './template-input';

/** A mapping template that is ready to be rendered, with the payload that is `$input`'s. */
export type VelocityTemplate = (scope: MappingScope, payload: string, overrides: MappingOverrides) => string;

const util = {
  escapeJavaScript: (text: unknown) => JSON.stringify(String(text)).slice(1, -1).replaceAll("'", "\\'"),
  urlEncode: (text: unknown) => encodeURIComponent(String(text)),
  urlDecode: (text: unknown) => decodeURIComponent(String(text)),
  base64Encode: (text: unknown) => Buffer.from(String(text)).toString('base64'),
  base64Decode: (text: unknown) => Buffer.from(String(text), 'base64').toString('utf8'),
  parseJson: (text: unknown) => JSON.parse(String(text)) as unknown,
};

type Expression = Parameters<Compile['getExpression']>[0];

/** Velocity compares values of different types by their texts; a missing value is the empty text, which holds on API Gateway. */
function isEqual(left: unknown, right: unknown): boolean {
  return left === right || String(left ?? '') === String(right ?? '');
}

/** Renders with that equality in place of JavaScript's. */
class Rendering extends Compile {
  override getExpression(ast: Expression): ReturnType<Compile['getExpression']> {
    const { operator, expression: [left, right] = [] } = ast as {
      readonly operator?: string;
      readonly expression?: readonly Expression[];
    };
    const compares = operator === '==' || operator === '!=';
    if (!compares || left === undefined || right === undefined) return super.getExpression(ast);
    const equal = isEqual(this.getExpression(left), this.getExpression(right));
    // the library declares a text, and yields values of any type
    return (equal === (operator === '==')) as unknown as string;
  }
}

/** A path that is written out; between double quotes a dollar sign before a letter would begin a variable. */
const literalPath = /\binput\.(?:path|json)\(\s*(?:'([^']*)'|"((?:[^"$]|\$(?=[."[]))*)")\s*\)/g;

/**
 * Compiles a template; a variable without a value prints nothing.
 * @throws Error when the template is malformed, or when a JSONPath of it is not supported
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
 */
export function compileVelocityTemplate(template: string): VelocityTemplate {
  const syntax = parse(template);
  // a path that is put together while rendering is known only then
  for (const [, single, double] of template.matchAll(literalPath)) compileJsonPath(single ?? double ?? '');
  return (scope, payload, overrides) => {
    const variables = {
      input: createTemplateInput(scope, payload),
      context: { ...scope.context, ...overrides },
      stageVariables: { ...scope.stageVariables },
      util,
    };
    try {
      return new Rendering(syntax).render(variables, {}, true).trim();
    } catch (error) {
      if (error instanceof GatewayFault) throw error;
      // the message may quote the payload
      const fault = `a mapping template cannot be rendered: ${(error as Error).name}`;
      throw new GatewayFault('API_CONFIGURATION_ERROR', fault);
    }
  };
}
