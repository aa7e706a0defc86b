/** The rules that all batches share: ids of their entries, and failures of single entries. */
import { AwsError } from '../answer';
import type { AwsInput } from '../service';
import { objectsIn, requiredTextIn } from './read-parameters';
import { queryCodeOf, sqsError } from './sqs-error';

const MAX_ENTRIES = 10;
const ID = /^[A-Za-z0-9_-]{1,80}$/;

/** The parts in which batches differ. */
export interface BatchOptions {
  /** Checks all entries together. @default - no further check */
  readonly check?: (entries: readonly AwsInput[]) => void;
  /** Performs one entry. Its errors fail only this entry. */
  readonly perform: (entry: AwsInput) => unknown;
}

/**
 * Performs the entries of a batch in order.
 * @throws AwsError when the batch itself is invalid
 */
export function performBatch(input: AwsInput, { check, perform }: BatchOptions): unknown {
  const entries = objectsIn(input, 'Entries');
  const ids = entries.map((entry) => requiredTextIn(entry, 'Id'));
  if (entries.length === 0) {
    throw sqsError('EmptyBatchRequest', 'There should be at least one entry in the request.');
  }
  if (entries.length > MAX_ENTRIES) {
    throw sqsError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are ${MAX_ENTRIES}. You have sent ${entries.length}.`,
    );
  }
  if (!ids.every((id) => ID.test(id))) {
    throw sqsError(
      'InvalidBatchEntryId',
      'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
    );
  }
  if (new Set(ids).size < ids.length) {
    throw sqsError('BatchEntryIdsNotDistinct', 'Two or more batch entries in the request have the same Id.');
  }
  check?.(entries);
  const successful: unknown[] = [];
  const failed: unknown[] = [];
  for (const [index, entry] of entries.entries()) {
    const Id = ids[index];
    try {
      successful.push({ Id, ...(perform(entry) as object | undefined) });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      failed.push({ Id, SenderFault: true, Code: queryCodeOf(error), Message: error.message });
    }
  }
  return {
    ...(successful.length > 0 && { Successful: successful }),
    ...(failed.length > 0 && { Failed: failed }),
  };
}
