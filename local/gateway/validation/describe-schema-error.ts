/**
 * Describes what is wrong with a body in the words of API Gateway's validator. The text can contain the
 * rejected value.
 */
import type { ErrorObject } from 'ajv-draft-04';

type Describe = (params: Readonly<Record<string, unknown>>, value: unknown) => string;

const json = (value: unknown) => JSON.stringify(value);
const lengthOf = (value: unknown) => [...String(value)].length;
const sizeOf = (value: unknown) => (value as readonly unknown[]).length;

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}

/** The messages of the Java library json-schema-validator by keyword. API Gateway returns these messages. */
const descriptions: Readonly<Record<string, Describe>> = {
  type: ({ type }, value) =>
    `instance type (${typeOf(value)}) does not match any allowed primitive type (allowed: ${json([type].flat())})`,
  enum: ({ allowedValues }, value) =>
    `instance value (${json(value)}) not found in enum (possible values: ${json(allowedValues)})`,
  pattern: ({ pattern }, value) => `ECMA 262 regex "${pattern}" does not match input string "${value}"`,
  minLength: ({ limit }, value) =>
    `string "${value}" is too short (length: ${lengthOf(value)}, required minimum: ${limit})`,
  maxLength: ({ limit }, value) =>
    `string "${value}" is too long (length: ${lengthOf(value)}, maximum allowed: ${limit})`,
  minimum: ({ limit, comparison }, value) =>
    comparison === '>'
      ? `numeric instance is not strictly greater than the required minimum ${limit}`
      : `numeric instance is lower than the required minimum (minimum: ${limit}, found: ${value})`,
  maximum: ({ limit, comparison }, value) =>
    comparison === '<'
      ? `numeric instance is not strictly lower than the required maximum ${limit}`
      : `numeric instance is greater than the required maximum (maximum: ${limit}, found: ${value})`,
  minItems: ({ limit }, value) =>
    `array is too short: must have at least ${limit} elements but instance has ${sizeOf(value)} elements`,
  maxItems: ({ limit }, value) =>
    `array is too long: must have at most ${limit} elements but instance has ${sizeOf(value)} elements`,
  required: ({ missingProperty }) => `object has missing required properties (${json([missingProperty])})`,
  additionalProperties: ({ additionalProperty }) =>
    `object instance has properties which are not allowed by the schema: ${json([additionalProperty])}`,
};

/**
 * Describes an error of ajv's `verbose` mode, which contains the value. Other keywords get ajv's own message.
 */
export function describeSchemaError({ keyword, params, data, message }: ErrorObject): string {
  return descriptions[keyword]?.(params, data) ?? message ?? keyword;
}
