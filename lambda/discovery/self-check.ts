/** What discovery checks before a version of it answers requests: a file on demand, beside the bundle. */
import { parseEnvironment } from '../parse-environment';
import { type Checks, runChecks } from '../shared/self-check/run-checks';
import type { SelfCheckAnswers } from '../shared/self-check/with-self-check';
import { discoveryVariables } from '../variables/discovery';

/** Runs the checks; that the function answers at all shows that its keys could be imported. */
export async function selfCheck(source = process.env): Promise<SelfCheckAnswers> {
  return runChecks(createChecks(source));
}

/** Makes no check but that of the environment: the function calls nothing. */
export function createChecks(source: Readonly<Record<string, string | undefined>>): Checks {
  parseEnvironment(discoveryVariables, source);
  return {};
}
