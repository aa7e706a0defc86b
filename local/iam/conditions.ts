/** The Condition element of a statement: compiled once, then asked about each request's context. */
import type { ConditionContext } from './condition-context';
import { type ConditionOperator, conditionOperators, type ValueMatcher } from './condition-operators';
import type { Statement } from './policy';
import { compileTemplate, parseTemplate } from './policy-variables';

/** Says whether a context satisfies a condition; undefined where that cannot be judged. */
export type ConditionCheck = (context: ConditionContext) => boolean | undefined;

/** One key under one operator, both as the policy writes them. */
export interface ConditionClause {
  readonly operator: string;
  readonly key: string;
  readonly expected: readonly string[];
  readonly check: ConditionCheck;
}

const operatorName = /^(?:(forallvalues|foranyvalue):)?([a-z]+?)(ifexists)?$/;

/** Empty texts alone are what the user guide calls a null data set: nothing for set operators and for Null. */
function isNull(values: readonly string[] | undefined): boolean {
  return values === undefined || values.every((value) => value === '');
}

function checkNull(key: string, expected: readonly string[]): ConditionCheck {
  const wanted = expected.map((value) => value.toLowerCase());
  if (!wanted.every((value) => value === 'true' || value === 'false')) return () => undefined;
  return (context) => wanted.includes(isNull(context.get(key)) ? 'true' : 'false');
}

/** The matchers of an operator's values; undefined if one is malformed. A value whose variable has no value compares with nothing. */
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

/** Several values without a set operator are judged only where every reading agrees: none of them compares. */
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
    // IfExists says nothing to set operators, which look at one value after the other
    if (set !== undefined && isNull(actual)) return set === 'forallvalues';
    if (actual === undefined) return ifExists !== undefined || negated;
    const results = actual.map((value) => matchers.some((matches) => matches(value)));
    if (set === undefined) return judgeWithoutSet(results, negated);
    return set === 'foranyvalue' ? results.includes(!negated) : !results.includes(negated);
  };
}

/**
 * Compiles a Condition element, of which every clause has to hold; of the values of a key one is enough.
 * @param variables whether the policy's version knows variables
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

/** Whether all clauses hold; undefined where none fails, but one cannot be judged. */
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
