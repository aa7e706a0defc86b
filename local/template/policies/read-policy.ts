/** Reads a policy document from a template. */
import { PolicyError, parsePolicy } from '../../iam/parse-policy';
import type { PolicyDocument } from '../../iam/policy';
import type { AssemblyView } from '../assembly-view';

/**
 * Validates a policy of the template.
 * @returns undefined if it is not a policy document; the problem is reported
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
