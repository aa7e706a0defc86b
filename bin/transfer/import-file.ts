/** Imports the accounts of a file, and resumes after an interruption. */
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

/** The number of lines that are imported concurrently. */
const BATCH = 25;

/** The source and the options of an import. */
export interface ImportJob {
  readonly file: string;
  /** The table's name, and everything else that must not change when the import resumes. */
  readonly target: string;
  /** Whether an interrupted import can resume; a dry run always starts from the beginning. */
  readonly isResumable: boolean;
  /**
   * Imports one line.
   * @param number the line's number, starting at 1
   * @param newSub the id of the account if the line has none
   */
  importUser(line: string, number: number, newSub: string): Promise<ImportedLine>;
}

/** The number of lines by outcome. */
export type ImportCounts = Readonly<Record<ImportOutcome | 'refused', number>>;

/** The result of an import. */
export interface ImportResult {
  readonly counts: ImportCounts;
  /** The file with the number and the reason of each refused line. @default - no line was refused */
  readonly report?: string;
  /** The values that overwritten accounts have lost, or would lose. */
  readonly overwritten: OverwriteTotals;
  /** The file with the lost values of each overwritten account. @default - no account was overwritten */
  readonly overwriteReport?: string;
  /** The number of accounts whose lines have an address in place of a username. */
  readonly named: number;
  /** The file with the username of each of them. @default - there are none */
  readonly usernameReport?: string;
  /** The number of addresses that were left out, since they are not verified. */
  readonly emailsLeftOut: number;
  /** Whether the whole file was read. */
  readonly isComplete: boolean;
}

interface ImportProgress extends LinePosition {
  /** Identifies this import, also after interruptions. The ids of new accounts are derived from it. */
  readonly importId: string;
  readonly target: string;
  /** Distinguishes the file from a later file of the same name. */
  readonly stamp: string;
  readonly counts: ImportCounts;
  readonly reportBytes: number;
  readonly overwritten: OverwriteTotals;
  readonly overwriteBytes: number;
  readonly named: number;
  readonly usernameBytes: number;
  readonly emailsLeftOut: number;
}

/**
 * Imports the remaining lines of the file, and skips blank lines.
 * @throws Error with what to do, if the progress file belongs to another import; every other error of the import
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
    named: 0,
    usernameBytes: 0,
    emailsLeftOut: 0,
  };

  // a dry run does not touch the reports of an interrupted import
  const prefix = `${job.file}${job.isResumable ? '' : '.dry-run'}`;
  const report = await openReport(`${prefix}.refused`, found?.reportBytes);
  const overwriteReport = await openReport(`${prefix}.overwritten`, found?.overwriteBytes);
  const usernameReport = await openReport(`${prefix}.usernames`, found?.usernameBytes);
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
      progress = await record(progress, results, { report, overwriteReport, usernameReport });
      progress = { ...progress, ...(batch.at(-1)?.end ?? {}) };
      if (job.isResumable) await progressFile.write(progress);
      tools.display.show({ users: sum(progress.counts), done: progress.offset, total: size });
    }
  } finally {
    tools.display.end();
    await report.close();
    await overwriteReport.close();
    await usernameReport.close();
  }
  const { counts, overwritten, named, emailsLeftOut } = progress;
  if (isComplete && job.isResumable) await progressFile.remove();
  if (isComplete && counts.refused === 0) await rm(report.path);
  if (isComplete && counts.overwritten === 0) await rm(overwriteReport.path);
  if (isComplete && named === 0) await rm(usernameReport.path);
  return {
    counts,
    overwritten,
    named,
    emailsLeftOut,
    isComplete,
    ...(counts.refused > 0 && { report: report.path }),
    ...(counts.overwritten > 0 && { overwriteReport: overwriteReport.path }),
    ...(named > 0 && { usernameReport: usernameReport.path }),
  };
}

type Report = AppendableFile & { readonly path: string };

/** Opens a report. @param bytes the length that an interrupted import has left; undefined starts a new report */
async function openReport(path: string, bytes: number | undefined): Promise<Report> {
  if (bytes === undefined) await rm(path, { force: true });
  const file = await (bytes === undefined ? createAppendableFile(path) : reopenAppendableFile(path, bytes));
  return Object.assign(file, { path });
}

/** The reports of an import. */
interface Reports {
  readonly report: Report;
  readonly overwriteReport: Report;
  readonly usernameReport: Report;
}

/** Writes the results of a batch to the reports, and returns the new progress. */
async function record(
  progress: ImportProgress,
  results: readonly LineResult[],
  { report, overwriteReport, usernameReport }: Reports,
): Promise<ImportProgress> {
  const counts = { ...progress.counts };
  let { overwritten, named, emailsLeftOut } = progress;
  let [refusedLines, overwrittenLines, usernameLines] = ['', '', ''];
  for (const result of results) {
    if ('reason' in result) {
      counts.refused += 1;
      refusedLines += `${JSON.stringify(result)}\n`;
    } else if ('outcome' in result) {
      counts[result.outcome] += 1;
      emailsLeftOut += Number(result.isEmailLeftOut ?? false);
      if (result.named) {
        named += 1;
        usernameLines += `${JSON.stringify({ line: result.line, ...result.named })}\n`;
      }
      if (!result.overwritten) continue;
      overwritten = addOverwriting(overwritten, result.overwritten);
      overwrittenLines += `${formatOverwriting(result.line, result.overwritten)}\n`;
    }
  }
  if (refusedLines !== '') await report.append(refusedLines);
  if (overwrittenLines !== '') await overwriteReport.append(overwrittenLines);
  if (usernameLines !== '') await usernameReport.append(usernameLines);
  return {
    ...progress,
    counts,
    overwritten,
    named,
    emailsLeftOut,
    reportBytes: report.length,
    overwriteBytes: overwriteReport.length,
    usernameBytes: usernameReport.length,
  };
}

/** The result of a line; empty for a blank line. */
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
