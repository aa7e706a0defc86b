/** Policy variables such as `${aws:username}`: parsed once, replaced by what each request's context says. */
import type { ConditionContext } from './condition-context';
import type { PatternPart } from './wildcard';

interface Variable {
  /** Lower-case, as the context has it; undefined where what stands in the braces names no key. */
  readonly key: string | undefined;
  readonly fallback: string | undefined;
}

/** A text of a policy, taken apart. */
export type Template = readonly (PatternPart | Variable)[];

const variable = /\$\{((?:'[^']*'|[^}'])*)\}/g;
const named = /^\s*([^,']*[^,'\s])\s*(?:,\s*'([^']*)'\s*)?$/;

function parseVariable(inside: string): PatternPart | Variable {
  if (inside === '*' || inside === '?' || inside === '$') return { text: inside, literal: true };
  const [, key, fallback] = named.exec(inside) ?? [];
  return { key: key?.toLowerCase(), fallback };
}

/**
 * Takes a text apart into plain pieces, the escapes `${*}`, `${?}` and `${$}`, and variables, which may have a default: `${key, 'default'}`.
 * @param variables false where the policy's version or the place knows no variables: all is plain text there
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
 * Puts a request's values in place of the variables, whose wildcards stand for themselves then.
 * @returns undefined where a variable has no value, neither in the request nor by default; a key of several values has none
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

/** Compiles a template: once if it has no variables, and otherwise anew for each context. */
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
