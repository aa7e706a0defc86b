/**
 * The self-check of discovery, before a version of it answers requests. An on-demand file next to the bundle.
 */
import { parseEnvironment } from '../parse-environment';
import { type Checks, runChecks } from '../shared/self-check/run-checks';
import type { SelfCheckAnswers } from '../shared/self-check/with-self-check';
import { discoveryVariables } from '../variables/discovery';

/** Runs the checks. That the function answers at all shows that it imported its keys. */
export async function selfCheck(source = process.env): Promise<SelfCheckAnswers> {
  return runChecks(createChecks(source));
}

/** Checks only the environment and returns no further checks, because the function calls nothing. */
export function createChecks(source: Readonly<Record<string, string | undefined>>): Checks {
  parseEnvironment(discoveryVariables, source);
  return {};
}
