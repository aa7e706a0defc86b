/** The Condition element of a statement: compiled once, then asked about each request's context. */
import { conditionOperators } from './condition-operators';
import type { Statement } from './policy';

/** The keys of a request, lower-case, with their values. */
export type ConditionContext = ReadonlyMap<string, readonly string[]>;

/** Says whether a context satisfies a condition; undefined where the condition cannot be judged. */
export type ConditionCheck = (context: ConditionContext) => boolean | undefined;

const operatorName = /^(?:(forallvalues|foranyvalue):)?([a-z]+?)(ifexists)?$/;

function toStrings(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).map(String);
}

function checkNull(key: string, expected: readonly string[]): ConditionCheck {
  return (context) => expected.some((value) => (value.toLowerCase() === 'true') === !context.has(key));
}

function compileOne(operator: string, key: string, expected: readonly string[]): ConditionCheck {
  const [, set, name = '', ifExists] = operatorName.exec(operator.toLowerCase()) ?? [];
  if (name === 'null' && set === undefined && ifExists === undefined) return checkNull(key, expected);
  const known = conditionOperators.get(name);
  if (known === undefined) return () => undefined;
  const { compare, negated } = known;
  const comparisons = expected.map(compare);
  const holds = (actual: string) => comparisons.some((compares) => compares(actual)) !== negated;
  return (context) => {
    const actual = context.get(key);
    if (actual === undefined || actual.length === 0) {
      if (set === 'forallvalues' || ifExists !== undefined) return true;
      return set === 'foranyvalue' ? false : negated;
    }
    if (set === 'foranyvalue') return actual.some(holds);
    // Without a set prefix a key of several values is matched by any of them, a negated operator by all of them.
    return set === 'forallvalues' || negated ? actual.every(holds) : actual.some(holds);
  };
}

/**
 * Compiles a Condition element. All operators and all keys have to hold; of the values of a key one is enough.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
export function compileCondition(condition: Statement['Condition']): ConditionCheck {
  const checks = Object.entries(condition ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, expected]) =>
      compileOne(operator, key.toLowerCase(), toStrings(expected)),
    ),
  );
  return (context) => {
    let judged = true;
    for (const check of checks) {
      const holds = check(context);
      if (holds === false) return false;
      if (holds === undefined) judged = false;
    }
    return judged ? true : undefined;
  };
}
