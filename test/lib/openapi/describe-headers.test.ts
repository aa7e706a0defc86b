import { describeHeaders } from '../../../lib/openapi/describe-headers';

test('returns undefined if no answer has headers', () => {
  expect(describeHeaders([[], []])).toBeUndefined();
});

test('requires a header that every answer has', () => {
  expect(describeHeaders([['Retry-After', 'Location'], ['Retry-After']])).toMatchObject({
    Location: { required: false },
    'Retry-After': { required: true, schema: { type: 'integer', minimum: 0 } },
  });
});

test('rejects an unknown header', () => {
  expect(() => describeHeaders([['X-Unknown']])).toThrow('X-Unknown');
});
