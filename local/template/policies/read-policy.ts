/** Reads a policy document that stands in a template. */
import { PolicyError, parsePolicy } from '../../iam/parse-policy';
import type { PolicyDocument } from '../../iam/policy';
import type { AssemblyView } from '../assembly-view';

/**
 * Checks a policy of the template.
 * @returns undefined, and reports a problem, where it is none
 */
export function readPolicy(
  view: AssemblyView,
  logicalId: string,
  value: unknown,
): PolicyDocument | undefined {
  try {
    return parsePolicy(value);
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    view.report(logicalId, error.message.replace(/\.$/, ''));
    return undefined;
  }
}
