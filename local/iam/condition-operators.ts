/** The comparisons of IAM's condition operators: one value of the request against one value of the policy. */
import { isInRange } from './ip-range';
import { compileWildcard } from './wildcard';

/** Compiles a value of the policy into the question whether a value of the request compares with it; false where either is malformed. */
export type Comparison = (expected: string) => (actual: string) => boolean;

/** A condition operator without its set prefix and its IfExists suffix. */
export interface ConditionOperator {
  readonly compare: Comparison;
  /** Negated operators demand that no value of the policy compares, and hold when the key is absent. */
  readonly negated: boolean;
}

function ordered(parse: (text: string) => number, holds: (a: number, b: number) => boolean): Comparison {
  return (expected) => {
    const wanted = parse(expected);
    return (actual) => {
      const given = parse(actual);
      return !Number.isNaN(given) && !Number.isNaN(wanted) && holds(given, wanted);
    };
  };
}

const parseNumber = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text));

/** ISO 8601 or seconds of the epoch. */
const parseDate = (text: string): number =>
  /^-?\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text);

/** The six parts of an ARN are compared one by one, so that a wildcard stays within its part; the last part holds all further colons. */
function arnParts(arn: string): string[] | undefined {
  const parts = arn.split(':');
  return parts.length < 6 ? undefined : [...parts.slice(0, 5), parts.slice(5).join(':')];
}

const arnLike: Comparison = (expected) => {
  const wanted = arnParts(expected)?.map(compileWildcard);
  return (actual) => {
    const given = arnParts(actual);
    if (given === undefined || wanted === undefined) return false;
    return wanted.every((matches, index) => matches(given[index] ?? ''));
  };
};

const equals: Comparison = (expected) => (actual) => actual === expected;
const equalsIgnoreCase: Comparison = (expected) => {
  const wanted = expected.toLowerCase();
  return (actual) => actual.toLowerCase() === wanted;
};
const inRange: Comparison = (range) => (address) => isInRange(address, range);
const same = (a: number, b: number) => a === b;

const plain = (compare: Comparison): ConditionOperator => ({ compare, negated: false });
const not = (compare: Comparison): ConditionOperator => ({ compare, negated: true });

/**
 * Every operator but Null, by its lower-case name.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export const conditionOperators: ReadonlyMap<string, ConditionOperator> = new Map([
  ['stringequals', plain(equals)],
  ['stringnotequals', not(equals)],
  ['stringequalsignorecase', plain(equalsIgnoreCase)],
  ['stringnotequalsignorecase', not(equalsIgnoreCase)],
  ['stringlike', plain(compileWildcard)],
  ['stringnotlike', not(compileWildcard)],
  ['numericequals', plain(ordered(parseNumber, same))],
  ['numericnotequals', not(ordered(parseNumber, same))],
  ['numericlessthan', plain(ordered(parseNumber, (a, b) => a < b))],
  ['numericlessthanequals', plain(ordered(parseNumber, (a, b) => a <= b))],
  ['numericgreaterthan', plain(ordered(parseNumber, (a, b) => a > b))],
  ['numericgreaterthanequals', plain(ordered(parseNumber, (a, b) => a >= b))],
  ['dateequals', plain(ordered(parseDate, same))],
  ['datenotequals', not(ordered(parseDate, same))],
  ['datelessthan', plain(ordered(parseDate, (a, b) => a < b))],
  ['datelessthanequals', plain(ordered(parseDate, (a, b) => a <= b))],
  ['dategreaterthan', plain(ordered(parseDate, (a, b) => a > b))],
  ['dategreaterthanequals', plain(ordered(parseDate, (a, b) => a >= b))],
  ['bool', plain(equalsIgnoreCase)],
  ['binaryequals', plain(equals)],
  ['ipaddress', plain(inRange)],
  ['notipaddress', not(inRange)],
  ['arnequals', plain(arnLike)],
  ['arnlike', plain(arnLike)],
  ['arnnotequals', not(arnLike)],
  ['arnnotlike', not(arnLike)],
]);
