/** Exports all accounts of a table to a file, and goes on after an interruption. */

import type { AllAccounts, TablePosition } from '../../lambda/identity/accounts/all-accounts';
import { formatUserRecord } from '../../lambda/identity/operator/user-record';
import { type AppendableFile, createAppendableFile, reopenAppendableFile } from './appendable-file';
import { createProgressFile } from './progress-file';
import { retryUnavailable } from './retry-unavailable';
import type { TransferTools } from './transfer-tools';

/** Items, of any kind, that one call reads. */
const PAGE_ITEMS = 500;

/** What to export, and where to. */
export interface ExportJob {
  readonly file: string;
  /** Names the table in the progress file. */
  readonly table: string;
  readonly accounts: AllAccounts;
  /** About how many items the table has; 0: nobody knows. */
  readonly totalItems: number;
}

/** How an export ended. */
export interface ExportResult {
  readonly users: number;
  /** Whether the file holds them all. */
  readonly isComplete: boolean;
}

interface ExportProgress {
  readonly table: string;
  readonly bytes: number;
  readonly users: number;
  readonly items: number;
  /** @default - from the first item on */
  readonly next?: TablePosition;
}

/**
 * Writes the file, or what is missing of it.
 * @throws Error saying what to do, when there is a file that no interrupted export of this table has left
 */
export async function exportFile(job: ExportJob, tools: TransferTools): Promise<ExportResult> {
  const progressFile = createProgressFile<ExportProgress>(job.file);
  const found = await progressFile.read();
  if (found && found.table !== job.table) {
    throw new Error(`${progressFile.path} belongs to an export of another table: choose another --out`);
  }
  let progress: ExportProgress = found ?? { table: job.table, bytes: 0, users: 0, items: 0 };
  const file = found ? await reopenAppendableFile(job.file, found.bytes) : await createNew(job.file);
  try {
    if (!found) await progressFile.write(progress);
    for (;;) {
      if (tools.isInterrupted()) return { users: progress.users, isComplete: false };
      await tools.pace(PAGE_ITEMS);
      const page = await retryUnavailable(
        () => job.accounts.readPage(progress.next, PAGE_ITEMS),
        tools.sleep,
      );
      await file.append(page.accounts.map((account) => `${formatUserRecord(account)}\n`).join(''));
      progress = {
        table: job.table,
        bytes: file.length,
        users: progress.users + page.accounts.length,
        items: progress.items + page.items,
        ...(page.next && { next: page.next }),
      };
      tools.display.show({ users: progress.users, done: progress.items, total: job.totalItems });
      if (page.next === undefined) break;
      await progressFile.write(progress);
    }
  } finally {
    tools.display.end();
    await file.close();
  }
  await progressFile.remove();
  return { users: progress.users, isComplete: true };
}

async function createNew(path: string): Promise<AppendableFile> {
  return createAppendableFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
    throw new Error(`${path} already exists: choose another --out`, { cause: error });
  });
}
