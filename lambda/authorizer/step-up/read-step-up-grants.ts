/** Reads the routes that require a step-up from the file next to the authorizer's bundle. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { STEP_UP_GRANTS_FILE, type StepUpGrant } from '../../route-grants';
import { parsePatterns, toObject } from '../read-route-grants';

/**
 * Reads and checks the file. Call it at load, so that an authorizer without it does not start.
 * @param folder the folder of the bundle, `LAMBDA_TASK_ROOT` on Lambda
 * @throws Error that names the file when it is missing or malformed
 */
export function readStepUpGrants(folder: string | undefined): readonly StepUpGrant[] {
  try {
    const value: unknown = JSON.parse(readFileSync(join(folder ?? '', STEP_UP_GRANTS_FILE), 'utf8'));
    if (!Array.isArray(value)) throw new Error('the file is not an array');
    return value.map(parseGrant);
  } catch (error) {
    throw new Error(
      `${STEP_UP_GRANTS_FILE} cannot be used: ${(error as Error).message}. Deploy it next to the bundle, as the app writes it.`,
    );
  }
}

function parseGrant(value: unknown, place: number): StepUpGrant {
  const { maxAgeSeconds, amr, scope, patterns, ...others } = toObject(value, `entry ${place}`);
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) {
    throw new Error(`entry ${place} has the unknown member ${JSON.stringify(unknown)}`);
  }
  if (!Number.isSafeInteger(maxAgeSeconds) || Number(maxAgeSeconds) <= 0) {
    throw new Error(`maxAgeSeconds of entry ${place} is not a whole number above 0`);
  }
  if (amr !== undefined && JSON.stringify(amr) !== '["mfa"]') {
    throw new Error(`amr of entry ${place} is not ["mfa"]`);
  }
  if (scope !== undefined && typeof scope !== 'string') {
    throw new Error(`scope of entry ${place} is not a string`);
  }
  return {
    maxAgeSeconds: Number(maxAgeSeconds),
    ...(amr !== undefined && { amr: ['mfa'] }),
    ...(scope !== undefined && { scope }),
    patterns: parsePatterns(patterns, `patterns of entry ${place}`),
  };
}
