/** Reads the parameters of SQS requests. */
import type { AwsInput } from '../service';
import { invalidValue, missingParameter, wrongType } from './sqs-error';

/** Returns a text; undefined if it is absent. */
export function textIn(input: AwsInput, name: string): string | undefined {
  const value = input[name] ?? undefined;
  if (value === undefined || typeof value === 'string') return value;
  throw wrongType(name);
}

/** Returns a text. An empty one counts as absent, as at SQS. */
export function requiredTextIn(input: AwsInput, name: string): string {
  const value = textIn(input, name);
  if (value === undefined || value === '') throw missingParameter(name);
  return value;
}

/** Returns a whole number between two bounds; undefined if it is absent. */
export function integerIn(input: AwsInput, name: string, least: number, most: number): number | undefined {
  const value = input[name] ?? undefined;
  if (value === undefined) return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value)) throw wrongType(name);
  if (value >= least && value <= most) return value;
  throw invalidValue(
    `Value ${value} for parameter ${name} is invalid. Reason: Must be between ${least} and ${most}, if provided.`,
  );
}

/** Returns a list of texts; empty if it is absent. */
export function textsIn(input: AwsInput, name: string): readonly string[] {
  const value = input[name] ?? [];
  if (Array.isArray(value) && value.every((member) => typeof member === 'string')) return value;
  throw wrongType(name);
}

/** Returns an object; empty if it is absent. */
export function objectIn(input: AwsInput, name: string): AwsInput {
  const value = input[name] ?? {};
  if (isObject(value)) return value;
  throw wrongType(name);
}

/** Returns a list of objects; empty if it is absent. */
export function objectsIn(input: AwsInput, name: string): readonly AwsInput[] {
  const value = input[name] ?? [];
  if (Array.isArray(value) && value.every(isObject)) return value;
  throw wrongType(name);
}

function isObject(value: unknown): value is AwsInput {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
