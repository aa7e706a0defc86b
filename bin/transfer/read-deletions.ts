/** Reads the ids of deleted accounts from a file of log lines. */
import { rm } from 'node:fs/promises';
import { parseDeletionRecord } from '../../lambda/identity/operator/deletion-record';
import { UnusableRecordError } from '../../lambda/identity/operator/user-record';
import { createAppendableFile } from './appendable-file';
import { readLines } from './read-lines';

/** The deletions in a file. */
export interface Deletions {
  readonly subs: ReadonlySet<string>;
  /** The number of lines that are not deletions. */
  readonly refused: number;
}

/** Reads the whole file and skips blank lines. @param reportPath the file for refused lines and their reasons, if there are any */
export async function readDeletions(path: string, reportPath: string): Promise<Deletions> {
  await rm(reportPath, { force: true });
  const report = await createAppendableFile(reportPath);
  const subs = new Set<string>();
  let refused = 0;
  try {
    for await (const { text, end } of readLines(path, { line: 0, offset: 0 })) {
      if (text?.trim() === '') continue;
      const reason = readLine(text, subs);
      if (reason === undefined) continue;
      refused += 1;
      await report.append(`${JSON.stringify({ line: end.line, reason })}\n`);
    }
  } finally {
    await report.close();
  }
  if (refused === 0) await rm(reportPath);
  return { subs, refused };
}

/** Adds the deletion of a line. Returns the reason if the line is refused, otherwise undefined. */
function readLine(text: string | undefined, subs: Set<string>): string | undefined {
  if (text === undefined) return 'is too long';
  try {
    subs.add(parseDeletionRecord(text));
    return undefined;
  } catch (error) {
    if (error instanceof UnusableRecordError) return error.message;
    throw error;
  }
}
