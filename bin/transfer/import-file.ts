/** Imports the accounts of a file, and goes on after an interruption. */
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { deriveNewSub } from '../../lambda/identity/operator/derive-new-sub';
import type { ImportedLine, ImportOutcome } from '../../lambda/identity/operator/import-user';
import { UnusableRecordError } from '../../lambda/identity/operator/user-record';
import { type AppendableFile, createAppendableFile, reopenAppendableFile } from './appendable-file';
import { addOverwriting, formatOverwriting, noOverwritings, type OverwriteTotals } from './overwrite-report';
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
  /**
   * @param number of the line, from 1 on
   * @param newSub the id of its account if it gives none
   */
  importUser(line: string, number: number, newSub: string): Promise<ImportedLine>;
}

/** What became of the lines. */
export type ImportCounts = Readonly<Record<ImportOutcome | 'refused', number>>;

/** How an import ended. */
export interface ImportResult {
  readonly counts: ImportCounts;
  /** The file that names each refused line and the reason. @default - none was refused */
  readonly report?: string;
  /** What overwritten accounts have lost, or would lose. */
  readonly overwritten: OverwriteTotals;
  /** The file that names each overwritten account and what it has lost. @default - none was overwritten */
  readonly overwriteReport?: string;
  /** Whether the whole file was read. */
  readonly isComplete: boolean;
}

interface ImportProgress extends LinePosition {
  /** Identifies this import, also after interruptions. The ids of new accounts are derived from it. */
  readonly importId: string;
  readonly target: string;
  /** Tells the file from a later one of its name. */
  readonly stamp: string;
  readonly counts: ImportCounts;
  readonly reportBytes: number;
  readonly overwritten: OverwriteTotals;
  readonly overwriteBytes: number;
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
    throw new Error(`${progressFile.path} belongs to another import: remove it to start again`);
  }
  let progress: ImportProgress = found ?? {
    importId: randomUUID(),
    target: job.target,
    stamp,
    line: 0,
    offset: 0,
    counts: { created: 0, overwritten: 0, unchanged: 0, refused: 0 },
    reportBytes: 0,
    overwritten: noOverwritings,
    overwriteBytes: 0,
  };

  // a dry run leaves the reports of an interrupted import alone
  const prefix = `${job.file}${job.isResumable ? '' : '.dry-run'}`;
  const report = await openReport(`${prefix}.refused`, found?.reportBytes);
  const overwriteReport = await openReport(`${prefix}.overwritten`, found?.overwriteBytes);
  let isComplete = true;
  try {
    if (job.isResumable) await progressFile.write(progress);
    for await (const batch of inBatches(readLines(job.file, progress))) {
      if (tools.isInterrupted()) {
        isComplete = false;
        break;
      }
      await tools.pace(batch.length);
      const results = await Promise.all(batch.map((line) => importLine(job, tools, progress.importId, line)));
      progress = await record(progress, results, { report, overwriteReport });
      progress = { ...progress, ...(batch.at(-1)?.end ?? {}) };
      if (job.isResumable) await progressFile.write(progress);
      tools.display.show({ users: sum(progress.counts), done: progress.offset, total: size });
    }
  } finally {
    tools.display.end();
    await report.close();
    await overwriteReport.close();
  }
  const { counts, overwritten } = progress;
  if (isComplete && job.isResumable) await progressFile.remove();
  if (isComplete && counts.refused === 0) await rm(report.path);
  if (isComplete && counts.overwritten === 0) await rm(overwriteReport.path);
  return {
    counts,
    overwritten,
    isComplete,
    ...(counts.refused > 0 && { report: report.path }),
    ...(counts.overwritten > 0 && { overwriteReport: overwriteReport.path }),
  };
}

type Report = AppendableFile & { readonly path: string };

/** @param bytes that an interrupted import has left. Default: it begins anew */
async function openReport(path: string, bytes: number | undefined): Promise<Report> {
  if (bytes === undefined) await rm(path, { force: true });
  const file = await (bytes === undefined ? createAppendableFile(path) : reopenAppendableFile(path, bytes));
  return Object.assign(file, { path });
}

/** Writes a batch into the reports, and counts it. */
async function record(
  progress: ImportProgress,
  results: readonly LineResult[],
  { report, overwriteReport }: { readonly report: Report; readonly overwriteReport: Report },
): Promise<ImportProgress> {
  const counts = { ...progress.counts };
  let { overwritten } = progress;
  let [refusedLines, overwrittenLines] = ['', ''];
  for (const result of results) {
    if ('reason' in result) {
      counts.refused += 1;
      refusedLines += `${JSON.stringify(result)}\n`;
    } else if ('outcome' in result) {
      counts[result.outcome] += 1;
      if (!result.overwritten) continue;
      overwritten = addOverwriting(overwritten, result.overwritten);
      overwrittenLines += `${formatOverwriting(result.line, result.overwritten)}\n`;
    }
  }
  if (refusedLines !== '') await report.append(refusedLines);
  if (overwrittenLines !== '') await overwriteReport.append(overwrittenLines);
  return {
    ...progress,
    counts,
    overwritten,
    reportBytes: report.length,
    overwriteBytes: overwriteReport.length,
  };
}

/** A blank line has none. */
type LineResult =
  | (ImportedLine & { readonly line: number })
  | { readonly line: number; readonly reason: string }
  | Readonly<Record<string, never>>;

async function importLine(
  { importUser }: ImportJob,
  { sleep }: TransferTools,
  importId: string,
  { text, end: { line } }: Line,
): Promise<LineResult> {
  if (text === undefined) return { line, reason: 'is too long' };
  if (text.trim() === '') return {};
  const newSub = deriveNewSub(importId, line);
  try {
    return { line, ...(await retryUnavailable(() => importUser(text, line, newSub), sleep)) };
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
