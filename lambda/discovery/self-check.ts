/** What discovery checks before a version of it answers requests: a file on demand, beside the bundle. */
import { parseEnvironment } from '../parse-environment';
import { createAwsClient } from '../shared/aws/aws-client';
import { readAwsSettings } from '../shared/aws/aws-settings';
import { publicKeyChecks } from '../shared/self-check/key-checks';
import { CHECK_LIMITS, type Checks, runChecks } from '../shared/self-check/run-checks';
import type { SelfCheckAnswers } from '../shared/self-check/with-self-check';
import { discoveryVariables } from '../variables/discovery';

/** Makes one call of each kind that the role allows. */
export async function selfCheck(source = process.env): Promise<SelfCheckAnswers> {
  return runChecks(createChecks(source));
}

/** Makes the checks from the function's environment. */
export function createChecks(source: Readonly<Record<string, string | undefined>>): Checks {
  const { verificationKeys } = parseEnvironment(discoveryVariables, source);
  return publicKeyChecks(createAwsClient(readAwsSettings('kms', source), CHECK_LIMITS), verificationKeys);
}
