/** Reads and checks the parts of a request to KMS that its operations share. */
import type { KeyDefinition } from '../../template/key-definition';
import { AwsError } from '../answer';
import type { AwsInput } from '../service';
import { findKeySpec, type KeySpec } from './key-specs';

/** Ends a dry run. As in KMS, all other checks come first. */
export function refuseDryRun({ DryRun: dryRun }: AwsInput): void {
  if (dryRun !== true) return;
  throw new AwsError(
    'DryRunOperationException',
    'The request would have succeeded, but the DryRun option is set.',
    412,
  );
}

/** @throws AwsError UnsupportedOperationException for a key whose spec is not supported */
export function specOf(key: KeyDefinition): KeySpec {
  const spec = findKeySpec(key.spec);
  if (spec === undefined) {
    throw new AwsError('UnsupportedOperationException', `The local KMS makes no keys of spec ${key.spec}.`);
  }
  return spec;
}

/** @throws AwsError InvalidKeyUsageException when the operation needs a key for another usage */
export function checkUsage(operation: string, key: KeyDefinition, usage: string): void {
  if (key.usage === usage) return;
  throw new AwsError(
    'InvalidKeyUsageException',
    `${key.arn} key usage is ${key.usage} which is not valid for ${operation}.`,
  );
}

/**
 * Reads the name of an algorithm.
 * @param fallback the algorithm of a call that names none
 * @throws AwsError InvalidKeyUsageException when the key does not have the algorithm
 */
export function readAlgorithm(
  key: KeyDefinition,
  input: AwsInput,
  parameter: string,
  fallback?: string,
): string {
  const value = input[parameter] ?? fallback;
  if (typeof value === 'string' && specOf(key).algorithms.includes(value)) return value;
  throw new AwsError('InvalidKeyUsageException', `${parameter} is not valid for a key of spec ${key.spec}.`);
}

/** @throws AwsError ValidationException when the parameter is missing */
export function readBytes(input: AwsInput, parameter: string): Buffer {
  const value = input[parameter];
  if (typeof value === 'string') return Buffer.from(value, 'base64');
  throw new AwsError('ValidationException', `${parameter} is missing.`);
}
