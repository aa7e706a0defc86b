/** Deletes from a table all accounts that a file says were deleted, and goes on after an interruption. */

import type { ReapplyOutcome } from '../../lambda/identity/operator/reapply-deletion';
import { createProgressFile } from './progress-file';
import { readDeletions } from './read-deletions';
import { retryUnavailable } from './retry-unavailable';
import { stampFile } from './stamp-file';
import type { TransferTools } from './transfer-tools';

/** Accounts that are deleted at once. */
const BATCH = 10;

/** What to delete, and where. */
export interface ReapplyJob {
  readonly file: string;
  /** Names the table in the progress file. */
  readonly table: string;
  /** Whether `reapplyDeletion` looks alone, and deletes nothing. */
  readonly dryRun: boolean;
  reapplyDeletion(sub: string): Promise<ReapplyOutcome>;
}

/** What became of the accounts. */
export interface ReapplyResult {
  readonly deleted: number;
  /** Those of the file that have no account in the table. */
  readonly absent: number;
  /** Lines of the file that are no deletions. */
  readonly refused: number;
  /** The file that names each refused line and the reason. @default - none was refused */
  readonly report?: string;
  /** Whether all accounts of the file were looked for. */
  readonly isComplete: boolean;
}

interface ReapplyProgress {
  readonly table: string;
  /** Tells the file from a later one of its name. */
  readonly stamp: string;
  /** How many accounts were looked for, in the order of the file. */
  readonly done: number;
  /** How many of those were there. */
  readonly deleted: number;
}

/**
 * Deletes them one after the other, in the order of the file.
 * @throws Error saying what to do, when the file names no deletion, or the progress is that of another file or table; whatever ended it otherwise
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
  // a query of the log that went wrong must not pass for no deletions
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
