import { describeHeaders } from '../../../lib/openapi/describe-headers';

test('is nothing where no answer has any', () => {
  expect(describeHeaders([[], []])).toBeUndefined();
});

test('requires what every answer has', () => {
  expect(describeHeaders([['Retry-After', 'Location'], ['Retry-After']])).toMatchObject({
    Location: { required: false },
    'Retry-After': { required: true, schema: { type: 'integer', minimum: 0 } },
  });
});

test('refuses a header that it knows nothing of', () => {
  expect(() => describeHeaders([['X-Unknown']])).toThrow('X-Unknown');
});
