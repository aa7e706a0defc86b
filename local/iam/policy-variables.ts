/**
 * Policy variables such as `${aws:username}`: parsed once, and replaced with values from the context of each
 * request.
 */
import type { ConditionContext } from './condition-context';
import type { PatternPart } from './wildcard';

interface Variable {
  /** In lower case, as in the context; undefined if the text in the braces is not a key. */
  readonly key: string | undefined;
  readonly fallback: string | undefined;
}

/** A parsed text of a policy. */
export type Template = readonly (PatternPart | Variable)[];

const variable = /\$\{((?:'[^']*'|[^}'])*)\}/g;
const named = /^\s*([^,']*[^,'\s])\s*(?:,\s*'([^']*)'\s*)?$/;

function parseVariable(inside: string): PatternPart | Variable {
  if (inside === '*' || inside === '?' || inside === '$') return { text: inside, literal: true };
  const [, key, fallback] = named.exec(inside) ?? [];
  return { key: key?.toLowerCase(), fallback };
}

/**
 * Splits a text into plain pieces, the escapes `${*}`, `${?}` and `${$}`, and variables, which can have a
 * default: `${key, 'default'}`.
 * @param variables false if the policy's version or the element does not support variables: the whole text is
 * plain then
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function parseTemplate(text: string, variables: boolean): Template {
  if (!variables) return [{ text, literal: false }];
  const template: (PatternPart | Variable)[] = [];
  let from = 0;
  for (const found of text.matchAll(variable)) {
    template.push({ text: text.slice(from, found.index), literal: false }, parseVariable(found[1] ?? ''));
    from = found.index + found[0].length;
  }
  template.push({ text: text.slice(from), literal: false });
  return template;
}

/**
 * Replaces the variables with values of a request. Wildcards in these values are literal characters.
 * @returns undefined if a variable has neither a value nor a default; a key with several values counts as no
 * value
 */
function fillTemplate(template: Template, context: ConditionContext): readonly PatternPart[] | undefined {
  const parts: PatternPart[] = [];
  for (const part of template) {
    if ('text' in part) {
      parts.push(part);
      continue;
    }
    const values = part.key === undefined ? undefined : context.get(part.key);
    const text = values?.length === 1 ? values[0] : values === undefined ? part.fallback : undefined;
    if (text === undefined) return undefined;
    parts.push({ text, literal: true });
  }
  return parts;
}

/** Whether a template has no variables. */
export function isFixed(template: Template): template is readonly PatternPart[] {
  return template.every((part) => 'text' in part);
}

/** Compiles a template. It is compiled once if it has no variables, and for each context otherwise. */
export function compileTemplate<Compiled>(
  template: Template,
  compile: (parts: readonly PatternPart[]) => Compiled,
): (context: ConditionContext) => Compiled | undefined {
  if (isFixed(template)) {
    const compiled = compile(template);
    return () => compiled;
  }
  return (context) => {
    const parts = fillTemplate(template, context);
    return parts === undefined ? undefined : compile(parts);
  };
}
