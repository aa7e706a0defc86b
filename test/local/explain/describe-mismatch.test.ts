import { describeMismatch } from '../../../local/explain/describe-mismatch';
import type { Mismatch } from '../../../local/iam/explain';

function condition(key: string, more: Partial<Extract<Mismatch, { element: 'Condition' }>> = {}): Mismatch {
  return {
    element: 'Condition',
    operator: 'StringLike',
    key,
    expected: ['OWN#*'],
    reason: 'mismatch',
    ...more,
  };
}

test('a condition is described with its values and those of the call, regardless of the case of its key', () => {
  expect(describeMismatch(condition('KMS:MessageType'), { 'kms:messagetype': ['RAW'] })).toBe(
    'its condition is false: KMS:MessageType StringLike OWN#*, and the call has RAW',
  );
  expect(describeMismatch(condition('a', { reason: 'absent' }), { a: undefined })).toMatch(/has none$/);
  expect(describeMismatch(condition('a', { reason: 'unjudged' }), {})).toBe(
    'the local run cannot evaluate its condition: a StringLike OWN#*',
  );
});

test.each([
  [['ACCOUNT#ada', 'ACCOUNT#bob'], 'ACCOUNT#…'],
  [['SESSIONS#1', 'ACCOUNT#ada'], 'SESSIONS#… or ACCOUNT#…'],
  [['ada@example.com'], '…'],
  [['Ada#1'], '…'],
  [['SECRET'], '…'],
])('keys of items are reduced to their kind: %j', (values, told) => {
  const line = describeMismatch(condition('dynamodb:leadingKeys'), { 'dynamodb:LeadingKeys': values });
  expect(line).toMatch(new RegExp(`and the call has ${told}$`));
});

test('many values and long values are shortened', () => {
  const values = ['a', 'b', 'c', 'd', 'e'];
  expect(describeMismatch(condition('k'), { k: values })).toMatch(/has a or b or c or 2 more$/);
  expect(describeMismatch(condition('k'), { k: ['x'.repeat(500)] }).length).toBeLessThan(160);
});

test('any other element is described by its name', () => {
  expect(describeMismatch({ element: 'NotResource' }, {})).toBe('its NotResource does not match');
});
