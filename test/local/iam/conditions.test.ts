/** The condition operators, row by row from the IAM user guide's "Condition operators" and "multiple context keys or values". */
import { evaluate } from '../../../local/iam/evaluate';
import type { Statement } from '../../../local/iam/policy';

type Context = Record<string, readonly string[] | undefined>;

function allows(Condition: NonNullable<Statement['Condition']>, context: Context): boolean {
  const policy = { Statement: { Effect: 'Allow' as const, Action: 's:A', Resource: '*', Condition } };
  return evaluate([policy], { action: 's:A', resource: 'r', context }).decision === 'allow';
}

const one = (value: string): Context => ({ k: [value] });

describe('a condition', () => {
  test.each<[string, string, string, boolean]>([
    ['StringEquals', 'a', 'a', true],
    ['StringEquals', 'a', 'A', false],
    ['StringEquals', 'a*', 'ab', false],
    ['StringNotEquals', 'a', 'b', true],
    ['StringNotEquals', 'a', 'a', false],
    ['StringEqualsIgnoreCase', 'a', 'A', true],
    ['StringNotEqualsIgnoreCase', 'a', 'A', false],
    ['StringLike', 'FOO#*', 'FOO#7', true],
    ['StringLike', 'FOO#?', 'FOO#77', false],
    ['StringNotLike', 'FOO#*', 'BAR', true],
    ['NumericEquals', '10', '10.0', true],
    ['NumericEquals', '10', 'ten', false],
    ['NumericNotEquals', '10', '11', true],
    ['NumericLessThan', '10', '9', true],
    ['NumericLessThan', '10', '10', false],
    ['NumericLessThanEquals', '10', '10', true],
    ['NumericGreaterThan', '9', '10', true],
    ['NumericGreaterThanEquals', '10', '9', false],
    ['DateEquals', '2026-01-01T00:00:00Z', '1767225600', true],
    ['DateNotEquals', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', false],
    ['DateLessThan', '2026-01-01T00:00:00Z', '2025-12-31T23:59:59Z', true],
    ['DateLessThanEquals', '2026-01-01T00:00:00Z', '2026-01-01T00:00:01Z', false],
    ['DateGreaterThan', '2026-01-01T00:00:00Z', '2026-06-01T00:00:00Z', true],
    ['DateGreaterThanEquals', '2026-01-01T00:00:00Z', 'yesterday', false],
    ['Bool', 'true', 'true', true],
    ['Bool', 'false', 'true', false],
    ['IpAddress', '203.0.113.0/24', '203.0.113.9', true],
    ['IpAddress', '203.0.113.0/24', '203.0.114.9', false],
    ['IpAddress', '203.0.113.9', '203.0.113.9', true],
    ['IpAddress', '2001:db8::/32', '2001:db8::1', true],
    ['IpAddress', '0.0.0.0/0', '::1', false],
    ['IpAddress', '203.0.113.0/99', '203.0.113.9', false],
    ['NotIpAddress', '203.0.113.0/24', '198.51.100.1', true],
    ['NotIpAddress', '203.0.113.0/24', '203.0.113.1', false],
    ['ArnEquals', 'arn:aws:sns:*:1:t', 'arn:aws:sns:eu-west-1:1:t', true],
    ['ArnLike', 'arn:aws:execute-api:r:1:a/*/GET/*', 'arn:aws:execute-api:r:1:a/prod/GET/foo', true],
    ['ArnLike', 'arn:aws:sns:*:t', 'arn:aws:sns:eu-west-1:1:t', false],
    ['ArnNotLike', 'arn:aws:sns:*:1:t', 'arn:aws:sns:eu-west-1:2:t', true],
    ['stringequals', 'a', 'a', true],
  ])('%s %j of %j is %s', (operator, expected, actual, holds) => {
    expect(allows({ [operator]: { k: expected } }, one(actual))).toBe(holds);
  });

  test.each<[string, boolean]>([
    ['StringEquals', false],
    ['StringNotEquals', true],
    ['StringEqualsIfExists', true],
    ['StringNotEqualsIfExists', true],
    ['ForAllValues:StringEquals', true],
    ['ForAnyValue:StringEquals', false],
    ['ForAnyValue:StringNotEquals', false],
    ['ForAnyValue:StringEqualsIfExists', false],
    ['IpAddress', false],
    ['Bool', false],
  ])('%s of an absent key is %s', (operator, holds) => {
    expect(allows({ [operator]: { k: 'a' } }, {})).toBe(holds);
    expect(allows({ [operator]: { k: 'a' } }, { k: [] })).toBe(holds);
  });

  test.each<[string, string[], boolean]>([
    ['ForAllValues:StringLike', ['a1', 'a2'], true],
    ['ForAllValues:StringLike', ['a1', 'b1'], false],
    ['ForAnyValue:StringLike', ['a1', 'b1'], true],
    ['ForAnyValue:StringLike', ['b1', 'b2'], false],
    ['ForAllValues:StringNotLike', ['b1', 'b2'], true],
    ['ForAllValues:StringNotLike', ['a1', 'b2'], false],
    ['ForAnyValue:StringNotLike', ['a1', 'b2'], true],
  ])('%s a* of %j is %s', (operator, values, holds) => {
    expect(allows({ [operator]: { k: 'a*' } }, { k: values })).toBe(holds);
  });

  test('needs one of its values, or none of them if it is negated', () => {
    expect(allows({ StringEquals: { k: ['a', 'b'] } }, one('b'))).toBe(true);
    expect(allows({ StringNotEquals: { k: ['a', 'b'] } }, one('b'))).toBe(false);
  });

  test('needs all of its operators and all of their keys', () => {
    expect(allows({ StringEquals: { k: 'a', l: 'b' } }, { k: ['a'], l: ['b'] })).toBe(true);
    expect(allows({ StringEquals: { k: 'a', l: 'b' } }, { k: ['a'] })).toBe(false);
    expect(allows({ StringEquals: { k: 'a' }, Bool: { m: 'true' } }, { k: ['a'], m: ['false'] })).toBe(false);
  });

  test('finds keys in any case', () => {
    expect(allows({ StringEquals: { 'AWS:SourceIp': 'x' } }, { 'aws:sourceip': ['x'] })).toBe(true);
  });

  test('accepts numbers and booleans as strings', () => {
    expect(allows({ NumericEquals: { k: 7 } }, one('7'))).toBe(true);
    expect(allows({ Bool: { k: true } }, one('true'))).toBe(true);
  });

  test.each<[string, Context, boolean]>([
    ['true', {}, true],
    ['true', { k: ['a'] }, false],
    ['false', { k: ['a'] }, true],
    ['false', {}, false],
  ])('Null %s of %j is %s', (expected, context, holds) => {
    expect(allows({ Null: { k: expected } }, context)).toBe(holds);
  });

  test('guards leading keys only with ForAllValues and Null together', () => {
    const leadingKeys = 'dynamodb:LeadingKeys';
    const guard = { 'ForAllValues:StringLike': { [leadingKeys]: 'FOO#*' } };
    const guarded = { ...guard, Null: { [leadingKeys]: 'false' } };
    expect(allows(guard, {})).toBe(true);
    expect(allows(guarded, {})).toBe(false);
    expect(allows(guarded, { [leadingKeys]: ['FOO#1', 'FOO#2'] })).toBe(true);
    expect(allows(guarded, { [leadingKeys]: ['FOO#1', 'ACCOUNT#ada'] })).toBe(false);
  });

  test('with an operator that does not exist never allows and always denies', () => {
    const Condition = { StringMatches: { k: 'a' } };
    expect(allows(Condition, one('a'))).toBe(false);
    const deny = { Statement: { Effect: 'Deny' as const, Action: '*', Resource: '*', Condition } };
    expect(evaluate([deny], { action: 's:A', resource: 'r', context: one('a') }).decision).toBe(
      'explicit-deny',
    );
  });
});
