/** The Condition element of a statement, compiled once and evaluated for the context of each request. */
import type { ConditionContext } from './condition-context';
import { type ConditionOperator, conditionOperators, type ValueMatcher } from './condition-operators';
import type { Statement } from './policy';
import { compileTemplate, parseTemplate } from './policy-variables';

/** Whether a context satisfies a condition; undefined if this cannot be evaluated. */
export type ConditionCheck = (context: ConditionContext) => boolean | undefined;

/** One key under one operator, both as in the policy. */
export interface ConditionClause {
  readonly operator: string;
  readonly key: string;
  readonly expected: readonly string[];
  readonly check: ConditionCheck;
}

const operatorName = /^(?:(forallvalues|foranyvalue):)?([a-z]+?)(ifexists)?$/;

/**
 * Whether the values are what the user guide calls a null data set. Set operators and Null treat empty texts
 * alone as no values.
 */
function isNull(values: readonly string[] | undefined): boolean {
  return values === undefined || values.every((value) => value === '');
}

function checkNull(key: string, expected: readonly string[]): ConditionCheck {
  const wanted = expected.map((value) => value.toLowerCase());
  if (!wanted.every((value) => value === 'true' || value === 'false')) return () => undefined;
  return (context) => wanted.includes(isNull(context.get(key)) ? 'true' : 'false');
}

/**
 * Compiles the values of an operator. Returns undefined if one is malformed. A value whose variable is
 * undefined matches nothing.
 */
function compileValues(
  { compile, variables }: ConditionOperator,
  expected: readonly string[],
): (context: ConditionContext) => readonly ValueMatcher[] | undefined {
  const values = expected.map((value) =>
    compileTemplate(parseTemplate(value, variables), (parts) => compile(parts) ?? 'malformed'),
  );
  return (context) => {
    const matchers = values.map((value) => value(context)).filter((matcher) => matcher !== undefined);
    const sound = matchers.filter((matcher) => matcher !== 'malformed');
    return sound.length === matchers.length ? sound : undefined;
  };
}

/**
 * Evaluates several values without a set operator. The result is known only if no value matches, since all
 * readings agree on that.
 */
function judgeWithoutSet(results: readonly boolean[], negated: boolean): boolean | undefined {
  if (results.length === 1) return results[0] !== negated;
  return negated || results.includes(true) ? undefined : false;
}

function compileClause(
  operator: string,
  key: string,
  expected: readonly string[],
  variables: boolean,
): ConditionCheck {
  const [, set, name = '', ifExists] = operatorName.exec(operator.toLowerCase()) ?? [];
  if (name === 'null' && set === undefined && ifExists === undefined) return checkNull(key, expected);
  const known = conditionOperators.get(name);
  if (known === undefined) return () => undefined;
  const { negated } = known;
  const matchersOf = compileValues({ ...known, variables: known.variables && variables }, expected);
  return (context) => {
    const matchers = matchersOf(context);
    if (matchers === undefined) return undefined;
    const actual = context.get(key);
    // IfExists has no effect on set operators, which check each value.
    if (set !== undefined && isNull(actual)) return set === 'forallvalues';
    if (actual === undefined) return ifExists !== undefined || negated;
    const results = actual.map((value) => matchers.some((matches) => matches(value)));
    if (set === undefined) return judgeWithoutSet(results, negated);
    return set === 'foranyvalue' ? results.includes(!negated) : !results.includes(negated);
  };
}

/**
 * Compiles a Condition element. Every clause must be true. For each key, one matching value is enough.
 * @param variables whether the version of the policy supports variables
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
export function compileCondition(
  condition: Statement['Condition'],
  variables: boolean,
): readonly ConditionClause[] {
  return Object.entries(condition ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => {
      const expected = [values].flat().map(String);
      return {
        operator,
        key,
        expected,
        check: compileClause(operator, key.toLowerCase(), expected, variables),
      };
    }),
  );
}

/** Whether all clauses are true; undefined if none is false, but one cannot be evaluated. */
export function judgeCondition(
  clauses: readonly ConditionClause[],
  context: ConditionContext,
): boolean | undefined {
  let judged = true;
  for (const { check } of clauses) {
    const holds = check(context);
    if (holds === false) return false;
    if (holds === undefined) judged = false;
  }
  return judged ? true : undefined;
}
