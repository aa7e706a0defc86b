/** Deletes from a table all accounts that a file says were deleted, and goes on after an interruption. */

import type { AllAccounts, TablePosition } from '../../lambda/identity/accounts/all-accounts';
import type { DeletedAccount } from '../../lambda/identity/operator/reapply-deletion';
import { createProgressFile } from './progress-file';
import { readDeletions } from './read-deletions';
import { retryUnavailable } from './retry-unavailable';
import { stampFile } from './stamp-file';
import type { TransferTools } from './transfer-tools';

/** Items, of any kind, that one call reads. */
const PAGE_ITEMS = 500;
/** Accounts that are deleted at once. */
const BATCH = 10;

/** What to delete, and where. */
export interface ReapplyJob {
  readonly file: string;
  /** Names the table in the progress file. */
  readonly table: string;
  readonly accounts: AllAccounts;
  /** About how many items the table has; 0: nobody knows. */
  readonly totalItems: number;
  /** Whether to look alone, and delete nothing. */
  readonly dryRun: boolean;
  reapplyDeletion(account: DeletedAccount): Promise<void>;
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
  /** Whether the whole table was looked through. */
  readonly isComplete: boolean;
}

interface ReapplyProgress {
  readonly table: string;
  /** Tells the file from a later one of its name. */
  readonly stamp: string;
  readonly deleted: number;
  readonly items: number;
  /** @default - from the first item on */
  readonly next?: TablePosition;
}

/**
 * Looks through the accounts of the whole table, since no key leads from a `sub` to its account.
 * @throws Error saying what to do, when the file names no deletion, or the progress is that of another file or table; whatever ended it otherwise
 */
export async function reapplyDeletions(job: ReapplyJob, tools: TransferTools): Promise<ReapplyResult> {
  const { stamp } = await stampFile(job.file);
  const progressFile = createProgressFile<ReapplyProgress>(job.file);
  const found = job.dryRun ? undefined : await progressFile.read();
  if (found && (found.table !== job.table || found.stamp !== stamp)) {
    throw new Error(`${progressFile.path} is of another table or file: remove it to begin anew`);
  }
  let progress: ReapplyProgress = found ?? { table: job.table, stamp, deleted: 0, items: 0 };

  const reportPath = `${job.file}${job.dryRun ? '.dry-run' : ''}.refused`;
  const { subs, refused } = await readDeletions(job.file, reportPath);
  // a query of the log that went wrong must not pass for nobody deleted
  if (subs.size === 0) {
    const report = refused > 0 ? ` (${reportPath} says why)` : '';
    throw new Error(`${job.file} names no deletion${report}: see docs/operations.md#restore`);
  }
  const left = new Set(subs);
  const erase = async (accounts: readonly DeletedAccount[]) => {
    for (const { sub } of accounts) left.delete(sub);
    if (job.dryRun) return;
    for (const batch of inBatches(accounts)) {
      await Promise.all(
        batch.map((account) => retryUnavailable(() => job.reapplyDeletion(account), tools.sleep)),
      );
    }
  };
  const resultOf = (isComplete: boolean): ReapplyResult => ({
    deleted: progress.deleted,
    absent: Math.max(0, subs.size - progress.deleted),
    refused,
    ...(refused > 0 && { report: reportPath }),
    isComplete,
  });

  try {
    for (;;) {
      if (tools.isInterrupted()) return resultOf(false);
      await tools.pace(PAGE_ITEMS);
      const page = await retryUnavailable(
        () => job.accounts.readPage(progress.next, PAGE_ITEMS),
        tools.sleep,
      );
      const named = page.accounts
        .filter(({ sub }) => subs.has(sub))
        .map((account) => ({ sub: account.sub, account }));
      await erase(named);
      progress = {
        table: job.table,
        stamp,
        deleted: progress.deleted + named.length,
        items: progress.items + page.items,
        ...(page.next && { next: page.next }),
      };
      tools.display.show({ users: progress.deleted, done: progress.items, total: job.totalItems });
      if (page.next === undefined) break;
      if (!job.dryRun) await progressFile.write(progress);
    }
    // of these the table may have what an interrupted deletion had not removed yet
    for (const batch of inBatches([...left])) {
      if (tools.isInterrupted()) return resultOf(false);
      await tools.pace(batch.length);
      await erase(batch.map((sub) => ({ sub })));
    }
  } finally {
    tools.display.end();
  }
  if (!job.dryRun) await progressFile.remove();
  return resultOf(true);
}

function* inBatches<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  for (let start = 0; start < items.length; start += BATCH) yield items.slice(start, start + BATCH);
}
