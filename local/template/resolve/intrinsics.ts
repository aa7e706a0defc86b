/** CloudFormation's intrinsic functions. Each is a function of its arguments and a scope for lookups. */

/** The lookups of intrinsics. Each reports its own failure and then returns undefined. */
export interface IntrinsicScope {
  resolve(value: unknown): unknown;
  ref(name: string): unknown;
  attribute(logicalId: string, attribute: string): unknown;
  condition(name: string): boolean;
  mapping(map: string, top: string, second: string): unknown;
  exported(name: string): unknown;
  /** Reports a problem. */
  fail(problem: string): undefined;
}

/** An intrinsic. The result undefined means that the value is omitted, as with `AWS::NoValue`. */
export type Intrinsic = (argument: unknown, scope: IntrinsicScope) => unknown;

function toStrings(value: unknown, scope: IntrinsicScope): string[] | undefined {
  const resolved = scope.resolve(value);
  return Array.isArray(resolved) ? resolved.map(String) : undefined;
}

const join: Intrinsic = (argument, scope) => {
  const [delimiter, list] = argument as [string, unknown];
  return toStrings(list, scope)?.join(delimiter);
};

const split: Intrinsic = (argument, scope) => {
  const [delimiter, text] = argument as [string, unknown];
  const resolved = scope.resolve(text);
  return typeof resolved === 'string' ? resolved.split(delimiter) : undefined;
};

const select: Intrinsic = (argument, scope) => {
  const [index, list] = argument as [unknown, unknown];
  const members = scope.resolve(list);
  const at = Number(scope.resolve(index));
  if (!Array.isArray(members)) return undefined;
  return members[at] ?? scope.fail(`Fn::Select asks for member ${at} of a list of ${members.length}`);
};

const substitute: Intrinsic = (argument, scope) => {
  const [text, variables] = (typeof argument === 'string' ? [argument, {}] : argument) as [
    string,
    Record<string, unknown>,
  ];
  return text.replace(/\$\{(!?)([^}]+)\}/g, (_whole, escaped: string, name: string) => {
    if (escaped === '!') return `\${${name}}`;
    if (Object.hasOwn(variables, name)) return String(scope.resolve(variables[name]) ?? '');
    const dot = name.indexOf('.');
    const value = dot < 0 ? scope.ref(name) : scope.attribute(name.slice(0, dot), name.slice(dot + 1));
    return String(value ?? '');
  });
};

const getAttribute: Intrinsic = (argument, scope) => {
  const [logicalId = '', ...path] =
    typeof argument === 'string' ? argument.split('.') : (argument as string[]);
  return scope.attribute(logicalId, String(scope.resolve(path.length === 1 ? path[0] : path.join('.'))));
};

const findInMap: Intrinsic = (argument, scope) => {
  const [map, top, second] = (argument as unknown[]).map((part) => String(scope.resolve(part)));
  return scope.mapping(map ?? '', top ?? '', second ?? '');
};

const choose: Intrinsic = (argument, scope) => {
  const [condition, yes, no] = argument as [string, unknown, unknown];
  return scope.resolve(scope.condition(condition) ? yes : no);
};

const base64: Intrinsic = (argument, scope) =>
  Buffer.from(String(scope.resolve(argument) ?? '')).toString('base64');

const zones: Intrinsic = (argument, scope) => {
  const region = String(scope.resolve(argument) || scope.ref('AWS::Region'));
  return ['a', 'b', 'c'].map((letter) => `${region}${letter}`);
};

const toJson: Intrinsic = (argument, scope) => JSON.stringify(scope.resolve(argument));

/**
 * The supported intrinsics by the key of their object.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
export const intrinsics: ReadonlyMap<string, Intrinsic> = new Map<string, Intrinsic>([
  ['Ref', (argument, scope) => scope.ref(String(argument))],
  ['Fn::GetAtt', getAttribute],
  ['Fn::Join', join],
  ['Fn::Split', split],
  ['Fn::Select', select],
  ['Fn::Sub', substitute],
  ['Fn::If', choose],
  ['Fn::FindInMap', findInMap],
  ['Fn::ImportValue', (argument, scope) => scope.exported(String(scope.resolve(argument)))],
  ['Fn::Base64', base64],
  ['Fn::GetAZs', zones],
  ['Fn::ToJsonString', toJson],
]);

/** Evaluates the expression of a condition: `Fn::Equals`, `Fn::And`, `Fn::Or`, `Fn::Not` and `Condition`. */
export function evaluateCondition(expression: unknown, scope: IntrinsicScope): boolean {
  const [[name, argument] = ['', undefined]] = Object.entries((expression ?? {}) as Record<string, unknown>);
  const members = Array.isArray(argument) ? argument : [];
  switch (name) {
    case 'Condition':
      return scope.condition(String(argument));
    case 'Fn::Equals':
      return (
        JSON.stringify(scope.resolve(members[0]) ?? null) ===
        JSON.stringify(scope.resolve(members[1]) ?? null)
      );
    case 'Fn::And':
      return members.every((member) => evaluateCondition(member, scope));
    case 'Fn::Or':
      return members.some((member) => evaluateCondition(member, scope));
    case 'Fn::Not':
      return !evaluateCondition(members[0], scope);
    default:
      scope.fail(`a condition uses ${name || 'nothing'}, which is not known`);
      return false;
  }
}
