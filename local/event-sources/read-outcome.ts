/** Reads from the result of an invocation which messages of its batch failed. */
import type { InvokeResult } from '../functions/invoke';
import { describeFailure } from '../functions/invoke-for-source';

/** The failed messages, and why they failed. */
export interface Outcome {
  /** The ids of the messages. */
  readonly failed: ReadonlySet<string>;
  /** @default - none failed, or the function named them */
  readonly reason?: string;
}

const NONE: Outcome = { failed: new Set() };

/**
 * Reads the result. A failed invocation, and a malformed response, fail the whole batch.
 * @param ids the ids of the batch's messages
 * @param reportsBatchItemFailures whether the function's response names the messages that failed
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export function readOutcome(
  result: InvokeResult,
  ids: readonly string[],
  reportsBatchItemFailures: boolean,
): Outcome {
  const all = (reason: string): Outcome => ({ failed: new Set(ids), reason });
  if (result.kind !== 'returned') return all(describeFailure(result));
  if (!reportsBatchItemFailures) return NONE;
  const response: unknown = JSON.parse(result.payload);
  if (response === null) return NONE;
  if (typeof response !== 'object' || Array.isArray(response)) return all('its response is not an object');
  const { batchItemFailures = null } = response as { readonly batchItemFailures?: unknown };
  if (batchItemFailures === null) return NONE;
  if (!Array.isArray(batchItemFailures)) return all('batchItemFailures in its response is not a list');
  const failed = new Set<string>();
  for (const failure of batchItemFailures) {
    const id: unknown = (failure as { readonly itemIdentifier?: unknown } | null)?.itemIdentifier;
    if (typeof id !== 'string' || !ids.includes(id)) {
      return all('an itemIdentifier in its response is not the id of a message of the batch');
    }
    failed.add(id);
  }
  return { failed };
}
