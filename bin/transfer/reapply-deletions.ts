/** Deletes all accounts that a file lists as deleted from a table, and resumes after an interruption. */

import type { ReapplyOutcome } from '../../lambda/identity/operator/reapply-deletion';
import { createProgressFile } from './progress-file';
import { readDeletions } from './read-deletions';
import { retryUnavailable } from './retry-unavailable';
import { stampFile } from './stamp-file';
import type { TransferTools } from './transfer-tools';

/** The number of accounts that are deleted concurrently. */
const BATCH = 10;

/** The source and the target of the deletions. */
export interface ReapplyJob {
  readonly file: string;
  /** The table's name in the progress file. */
  readonly table: string;
  /** Whether `reapplyDeletion` only looks accounts up, and deletes nothing. */
  readonly dryRun: boolean;
  reapplyDeletion(sub: string): Promise<ReapplyOutcome>;
}

/** The result of the deletions. */
export interface ReapplyResult {
  readonly deleted: number;
  /** The number of accounts that are not in the table. */
  readonly absent: number;
  /** The number of lines that are not deletions. */
  readonly refused: number;
  /** The file with the number and the reason of each refused line. @default - no line was refused */
  readonly report?: string;
  /** Whether all accounts of the file were looked up. */
  readonly isComplete: boolean;
}

interface ReapplyProgress {
  readonly table: string;
  /** Distinguishes the file from a later file of the same name. */
  readonly stamp: string;
  /** The number of accounts that were looked up, in the order of the file. */
  readonly done: number;
  /** The number of those that were in the table. */
  readonly deleted: number;
}

/**
 * Deletes the accounts in batches, in the order of the file.
 * @throws Error with what to do, if the file names no deletion, or the progress file belongs to another file or table; every other error
 */
export async function reapplyDeletions(job: ReapplyJob, tools: TransferTools): Promise<ReapplyResult> {
  const { stamp } = await stampFile(job.file);
  const progressFile = createProgressFile<ReapplyProgress>(job.file);
  const found = job.dryRun ? undefined : await progressFile.read();
  if (found && (found.table !== job.table || found.stamp !== stamp)) {
    throw new Error(`${progressFile.path} belongs to another table or file: remove it to start again`);
  }
  let progress: ReapplyProgress = found ?? { table: job.table, stamp, done: 0, deleted: 0 };

  const reportPath = `${job.file}${job.dryRun ? '.dry-run' : ''}.refused`;
  const { subs, refused } = await readDeletions(job.file, reportPath);
  // a failed query of the log must not look like an absence of deletions
  if (subs.size === 0) {
    const report = refused > 0 ? ` (reasons in ${reportPath})` : '';
    throw new Error(`${job.file} contains no deletion${report}: see docs/how-to/restore.md`);
  }
  let isComplete = true;
  try {
    for (const batch of inBatches([...subs].slice(progress.done))) {
      if (tools.isInterrupted()) {
        isComplete = false;
        break;
      }
      await tools.pace(batch.length);
      const outcomes = await Promise.all(
        batch.map((sub) => retryUnavailable(() => job.reapplyDeletion(sub), tools.sleep)),
      );
      const deleted = outcomes.filter((outcome) => outcome === 'deleted').length;
      progress = {
        ...progress,
        done: progress.done + batch.length,
        deleted: progress.deleted + deleted,
      };
      tools.display.show({ users: progress.deleted, done: progress.done, total: subs.size });
      if (!job.dryRun) await progressFile.write(progress);
    }
  } finally {
    tools.display.end();
  }
  if (isComplete && !job.dryRun) await progressFile.remove();
  return {
    deleted: progress.deleted,
    absent: progress.done - progress.deleted,
    refused,
    ...(refused > 0 && { report: reportPath }),
    isComplete,
  };
}

function* inBatches<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  for (let start = 0; start < items.length; start += BATCH) yield items.slice(start, start + BATCH);
}
