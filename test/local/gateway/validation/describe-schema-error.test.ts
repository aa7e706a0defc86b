import Ajv from 'ajv-draft-04';
import { describeSchemaError } from '../../../../local/gateway/validation/describe-schema-error';

const ajv = new Ajv({ strict: false, verbose: true });

test.each<[object, unknown, string]>([
  [
    { type: 'string' },
    7,
    'instance type (integer) does not match any allowed primitive type (allowed: ["string"])',
  ],
  [
    { type: 'object' },
    null,
    'instance type (null) does not match any allowed primitive type (allowed: ["object"])',
  ],
  [
    { type: 'object' },
    [],
    'instance type (array) does not match any allowed primitive type (allowed: ["object"])',
  ],
  [{ enum: ['a', 'b'] }, 'c', 'instance value ("c") not found in enum (possible values: ["a","b"])'],
  [{ pattern: '^[a-z]+$' }, 'X', 'ECMA 262 regex "^[a-z]+$" does not match input string "X"'],
  [{ minLength: 2 }, 'x', 'string "x" is too short (length: 1, required minimum: 2)'],
  [{ maxLength: 2 }, '€€€', 'string "€€€" is too long (length: 3, maximum allowed: 2)'],
  [{ minimum: 2 }, 1, 'numeric instance is lower than the required minimum (minimum: 2, found: 1)'],
  [{ maximum: 2 }, 3, 'numeric instance is greater than the required maximum (maximum: 2, found: 3)'],
  [
    { minimum: 2, exclusiveMinimum: true },
    2,
    'numeric instance is not strictly greater than the required minimum 2',
  ],
  [
    { maximum: 2, exclusiveMaximum: true },
    2,
    'numeric instance is not strictly lower than the required maximum 2',
  ],
  [{ minItems: 1 }, [], 'array is too short: must have at least 1 elements but instance has 0 elements'],
  [{ maxItems: 1 }, [1, 2], 'array is too long: must have at most 1 elements but instance has 2 elements'],
  [{ required: ['a'] }, {}, 'object has missing required properties (["a"])'],
  [
    { additionalProperties: false },
    { a: 1 },
    'object instance has properties which are not allowed by the schema: ["a"]',
  ],
  [{ uniqueItems: true }, [1, 1], 'must NOT have duplicate items (items ## 0 and 1 are identical)'],
])('%j rejects %j with its own message', (schema, value, text) => {
  const validate = ajv.compile(schema);
  validate(value);
  expect((validate.errors ?? []).map(describeSchemaError)).toEqual([text]);
});
