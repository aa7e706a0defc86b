/** The comparisons of IAM's condition operators: one value of the request with one value of the policy. */
import { parseBinary, parseDate, parseNumber } from './condition-values';
import { compileIpRange } from './ip-range';
import { compileWildcard, type PatternPart } from './wildcard';

/** Whether a value of the request matches the policy's value; false if the request's value is malformed. */
export type ValueMatcher = (actual: string) => boolean;

/** A condition operator without its set prefix and its IfExists suffix. */
export interface ConditionOperator {
  /**
   * Compiles a value of the policy. Returns undefined if it is malformed, so that the condition cannot be
   * evaluated.
   */
  readonly compile: (expected: readonly PatternPart[]) => ValueMatcher | undefined;
  /** Negated operators require that no value of the policy matches. They are true if the key is absent. */
  readonly negated: boolean;
  /** Whether its values can contain policy variables. */
  readonly variables: boolean;
}

type Compile = ConditionOperator['compile'];

const textOf = (parts: readonly PatternPart[]) => parts.map(({ text }) => text).join('');

function ordered(parse: (text: string) => number, holds: (a: number, b: number) => boolean): Compile {
  return (expected) => {
    const wanted = parse(textOf(expected));
    if (Number.isNaN(wanted)) return undefined;
    return (actual) => {
      const given = parse(actual);
      return !Number.isNaN(given) && holds(given, wanted);
    };
  };
}

/** Splits an ARN into six parts. The last contains all further colons. Returns undefined for fewer parts. */
function arnParts(parts: readonly PatternPart[]): PatternPart[][] | undefined {
  const cut: PatternPart[][] = [[]];
  for (const { text, literal } of parts) {
    const pieces = text.split(':');
    for (const [index, piece] of pieces.entries()) {
      if (index > 0 && cut.length < 6) cut.push([]);
      else if (index > 0) cut.at(-1)?.push({ text: ':', literal });
      cut.at(-1)?.push({ text: piece, literal });
    }
  }
  return cut.length < 6 ? undefined : cut;
}

/** Compares the parts of an ARN one by one, so that a wildcard matches within its part only. */
const arnLike: Compile = (expected) => {
  const wanted = arnParts(expected)?.map(compileWildcard);
  return (actual) => {
    const given = arnParts([{ text: actual, literal: true }]);
    if (given === undefined || wanted === undefined) return false;
    return wanted.every((matches, index) => matches(textOf(given[index] ?? [])));
  };
};

const equals: Compile = (expected) => {
  const wanted = textOf(expected);
  return (actual) => actual === wanted;
};
const equalsIgnoreCase: Compile = (expected) => {
  const wanted = textOf(expected).toLowerCase();
  return (actual) => actual.toLowerCase() === wanted;
};
const sameBytes: Compile = (expected) => {
  const wanted = parseBinary(textOf(expected));
  return wanted === undefined ? undefined : (actual) => parseBinary(actual) === wanted;
};
const inRange: Compile = (expected) => compileIpRange(textOf(expected));
const same = (a: number, b: number) => a === b;

function plain(compile: Compile, variables = false): ConditionOperator {
  return { compile, negated: false, variables };
}
function not(compile: Compile, variables = false): ConditionOperator {
  return { compile, negated: true, variables };
}

/**
 * All operators except Null, by lower-case name.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export const conditionOperators: ReadonlyMap<string, ConditionOperator> = new Map([
  ['stringequals', plain(equals, true)],
  ['stringnotequals', not(equals, true)],
  ['stringequalsignorecase', plain(equalsIgnoreCase, true)],
  ['stringnotequalsignorecase', not(equalsIgnoreCase, true)],
  ['stringlike', plain(compileWildcard, true)],
  ['stringnotlike', not(compileWildcard, true)],
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
  ['bool', plain(equalsIgnoreCase, true)],
  ['binaryequals', plain(sameBytes)],
  ['ipaddress', plain(inRange)],
  ['notipaddress', not(inRange)],
  ['arnequals', plain(arnLike, true)],
  ['arnlike', plain(arnLike, true)],
  ['arnnotequals', not(arnLike, true)],
  ['arnnotlike', not(arnLike, true)],
]);
