/** Renders mapping templates, which are written in the Velocity Template Language (VTL). */
import { Compile, parse } from 'velocityjs';
import { GatewayFault } from '../http/gateway-fault';
import { compileJsonPath } from './json-path';
import type { MappingOverrides } from './mapping-overrides';
import type { MappingScope } from './mapping-scope';
import { createTemplateInput } from './template-input';

/** A compiled mapping template. `payload` is the payload of `$input`. */
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

/**
 * Compares as Velocity does: values of different types by their texts. A missing value equals the empty text,
 * as on API Gateway.
 */
function isEqual(left: unknown, right: unknown): boolean {
  return left === right || String(left ?? '') === String(right ?? '');
}

/** Renders with Velocity's equality instead of JavaScript's. */
class Rendering extends Compile {
  override getExpression(ast: Expression): ReturnType<Compile['getExpression']> {
    const { operator, expression: [left, right] = [] } = ast as {
      readonly operator?: string;
      readonly expression?: readonly Expression[];
    };
    const compares = operator === '==' || operator === '!=';
    if (!compares || left === undefined || right === undefined) return super.getExpression(ast);
    const equal = isEqual(this.getExpression(left), this.getExpression(right));
    // The library declares a string, but returns values of any type.
    return (equal === (operator === '==')) as unknown as string;
  }
}

/**
 * A JSONPath that is written as a literal. In double quotes, a dollar sign before a letter would start a
 * variable.
 */
const literalPath = /\binput\.(?:path|json)\(\s*(?:'([^']*)'|"((?:[^"$]|\$(?=[."[]))*)")\s*\)/g;

/**
 * Compiles a template. A variable without a value renders as the empty text.
 * @throws Error when the template is malformed, or when one of its JSONPaths is not supported
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
 */
export function compileVelocityTemplate(template: string): VelocityTemplate {
  const syntax = parse(template);
  // Only literal paths can be checked now. Others are known only while rendering.
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
      // The message of the error can quote the payload, so only its name is reported.
      const fault = `a mapping template cannot be rendered: ${(error as Error).name}`;
      throw new GatewayFault('API_CONFIGURATION_ERROR', fault);
    }
  };
}
