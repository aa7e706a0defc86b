/** Renders mapping templates, which are written in the Velocity Template Language. */
import { Compile, parse } from 'velocityjs';
import type { MappingScope } from './mapping-scope';

/** What a template asked to be overridden in the response. */
export interface ResponseOverride {
  status?: unknown;
  readonly header: Record<string, unknown>;
}

/** What came of a template. */
export interface Rendered {
  readonly text: string;
  readonly override: ResponseOverride;
}

/** A mapping template that is ready to be rendered. */
export type VelocityTemplate = (scope: MappingScope) => Rendered;

/** Java maps, as templates see them: a key that is missing reads as an empty text. */
function toMap(entries: Iterable<readonly [string, string]>): Record<string, unknown> {
  const values = new Map(entries);
  return Object.assign(Object.fromEntries(values), {
    get: (name: string) => values.get(name) ?? '',
    containsKey: (name: string) => values.has(name),
    keySet: () => [...values.keys()],
  });
}

function inputOf({ request, pathParameters }: MappingScope): Record<string, unknown> {
  const last = (name: string, values: readonly string[] | undefined) => [name, values?.at(-1) ?? ''] as const;
  const header = toMap(request.headers);
  const querystring = toMap([...request.query].map(([name, values]) => last(name, values)));
  const path = toMap(Object.entries(pathParameters));
  const parse = (): unknown => {
    try {
      return JSON.parse(request.body.toString('utf8') || '{}');
    } catch {
      return {};
    }
  };
  const select = (expression: string): unknown => {
    const names = expression
      .replace(/^\$\.?/, '')
      .split('.')
      .filter(Boolean);
    return names.reduce<unknown>((value, name) => (value as Record<string, unknown> | null)?.[name], parse());
  };
  return {
    body: request.body.toString('utf8'),
    params: (name?: string) => {
      if (name === undefined) return { header, querystring, path };
      return pathParameters[name] ?? request.query.get(name)?.at(-1) ?? request.header(name) ?? '';
    },
    path: (expression: string) => select(expression) ?? '',
    json: (expression: string) => JSON.stringify(select(expression) ?? null),
  };
}

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

/**
 * Compiles a template; a variable without a value prints nothing.
 * @throws Error when the template is malformed
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
 */
export function compileVelocityTemplate(template: string): VelocityTemplate {
  const syntax = parse(template);
  return (scope) => {
    const override: ResponseOverride = { header: {} };
    const context = { ...scope.context, responseOverride: override };
    const stageVariables = { ...scope.stageVariables };
    const text = new Rendering(syntax).render(
      { input: inputOf(scope), context, stageVariables, util },
      {},
      true,
    );
    return { text, override };
  };
}
