/** Imports the accounts of a file, and goes on after an interruption. */
import { rm } from 'node:fs/promises';
import type { ImportOutcome } from '../../lambda/identity/operator/import-user';
import { UnusableRecordError } from '../../lambda/identity/operator/user-record';
import { createAppendableFile, reopenAppendableFile } from './appendable-file';
import { createProgressFile } from './progress-file';
import { type Line, type LinePosition, readLines } from './read-lines';
import { retryUnavailable } from './retry-unavailable';
import { stampFile } from './stamp-file';
import type { TransferTools } from './transfer-tools';

/** Lines that are imported at once. */
const BATCH = 25;

/** What to import, and how. */
export interface ImportJob {
  readonly file: string;
  /** Names the table and what else must stay the same when the import goes on. */
  readonly target: string;
  /** Whether an interrupted import can go on; a dry run begins anew each time. */
  readonly isResumable: boolean;
  /** @param number of the line, from 1 on */
  importUser(line: string, number: number): Promise<ImportOutcome>;
}

/** What became of the lines. */
export type ImportCounts = Readonly<Record<ImportOutcome | 'refused', number>>;

/** How an import ended. */
export interface ImportResult {
  readonly counts: ImportCounts;
  /** The file that names each refused line and the reason. @default - none was refused */
  readonly report?: string;
  /** Whether the whole file was read. */
  readonly isComplete: boolean;
}

interface ImportProgress extends LinePosition {
  readonly target: string;
  /** Tells the file from a later one of its name. */
  readonly stamp: string;
  readonly counts: ImportCounts;
  readonly reportBytes: number;
}

/**
 * Imports the lines of the file that are still to come. Blank ones are skipped.
 * @throws Error saying what to do, when the progress is that of another import; whatever ended the import otherwise
 */
export async function importFile(job: ImportJob, tools: TransferTools): Promise<ImportResult> {
  const { size, stamp } = await stampFile(job.file);
  const progressFile = createProgressFile<ImportProgress>(job.file);
  const found = job.isResumable ? await progressFile.read() : undefined;
  if (found && (found.target !== job.target || found.stamp !== stamp)) {
    throw new Error(`${progressFile.path} is of another import: remove it to begin anew`);
  }
  let progress: ImportProgress = found ?? {
    target: job.target,
    stamp,
    line: 0,
    offset: 0,
    counts: { created: 0, overwritten: 0, unchanged: 0, refused: 0 },
    reportBytes: 0,
  };

  // a dry run leaves the report of an interrupted import alone
  const reportPath = `${job.file}${job.isResumable ? '' : '.dry-run'}.refused`;
  if (!found) await rm(reportPath, { force: true });
  const report = found
    ? await reopenAppendableFile(reportPath, found.reportBytes)
    : await createAppendableFile(reportPath);
  let isComplete = true;
  try {
    if (job.isResumable) await progressFile.write(progress);
    for await (const batch of inBatches(readLines(job.file, progress))) {
      if (tools.isInterrupted()) {
        isComplete = false;
        break;
      }
      await tools.pace(batch.length);
      const results = await Promise.all(batch.map((line) => importLine(job, tools, line)));
      const refused = results.flatMap((result) => ('reason' in result ? [result] : []));
      if (refused.length > 0)
        await report.append(refused.map((line) => `${JSON.stringify(line)}\n`).join(''));
      const last = batch.at(-1)?.end ?? progress;
      const counts = { ...progress.counts, refused: progress.counts.refused + refused.length };
      for (const result of results) if ('outcome' in result) counts[result.outcome] += 1;
      progress = { ...progress, ...last, counts, reportBytes: report.length };
      if (job.isResumable) await progressFile.write(progress);
      tools.display.show({ users: sum(counts), done: progress.offset, total: size });
    }
  } finally {
    tools.display.end();
    await report.close();
  }
  const { counts } = progress;
  if (isComplete && job.isResumable) await progressFile.remove();
  if (isComplete && counts.refused === 0) await rm(reportPath);
  return { counts, isComplete, ...(counts.refused > 0 && { report: reportPath }) };
}

type LineResult = { readonly outcome: ImportOutcome } | { readonly line: number; readonly reason: string };

async function importLine(
  { importUser }: ImportJob,
  { sleep }: TransferTools,
  { text, end: { line } }: Line,
): Promise<LineResult | Record<string, never>> {
  if (text === undefined) return { line, reason: 'is too long' };
  if (text.trim() === '') return {};
  try {
    return { outcome: await retryUnavailable(() => importUser(text, line), sleep) };
  } catch (error) {
    if (error instanceof UnusableRecordError) return { line, reason: error.message };
    throw error;
  }
}

async function* inBatches(lines: AsyncIterable<Line>): AsyncGenerator<readonly Line[]> {
  let batch: Line[] = [];
  for await (const line of lines) {
    batch.push(line);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function sum(counts: ImportCounts): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}
