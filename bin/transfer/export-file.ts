/** Exports all accounts of a table to a file, and resumes after an interruption. */

import type { AllAccounts, TablePosition } from '../../lambda/identity/accounts/all-accounts';
import { formatUserRecord } from '../../lambda/identity/operator/user-record';
import { type AppendableFile, createAppendableFile, reopenAppendableFile } from './appendable-file';
import { createProgressFile } from './progress-file';
import { retryUnavailable } from './retry-unavailable';
import type { TransferTools } from './transfer-tools';

/** The number of items of any kind that one call reads. */
const PAGE_ITEMS = 500;

/** The source and the target of an export. */
export interface ExportJob {
  readonly file: string;
  /** The table's name in the progress file. */
  readonly table: string;
  readonly accounts: AllAccounts;
  /** The approximate number of items in the table; 0 if unknown. */
  readonly totalItems: number;
}

/** The result of an export. */
export interface ExportResult {
  readonly users: number;
  /** Whether the file contains all accounts. */
  readonly isComplete: boolean;
}

interface ExportProgress {
  readonly table: string;
  readonly bytes: number;
  readonly users: number;
  readonly items: number;
  /** The next position to read. @default - the first item */
  readonly next?: TablePosition;
}

/**
 * Writes the file, or the rest of it after an interruption.
 * @throws Error with what to do, if the file exists but is not from an interrupted export of this table
 */
export async function exportFile(job: ExportJob, tools: TransferTools): Promise<ExportResult> {
  const progressFile = createProgressFile<ExportProgress>(job.file);
  const found = await progressFile.read();
  if (found && found.table !== job.table) {
    throw new Error(
      `${progressFile.path} belongs to an export of another table: choose another file for --out`,
    );
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
    throw new Error(`${path} already exists: choose another file for --out`, { cause: error });
  });
}
