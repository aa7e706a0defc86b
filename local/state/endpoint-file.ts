/** Tells the developer's own commands where a run's tables are, in a file that only its owner can read. */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AdminCredentials } from '../aws/callers';
import { atExit } from '../support/at-exit';

/** What `.local/endpoints/<pid>.json` holds while a run lasts. */
export interface EndpointFile extends AdminCredentials {
  /** The process of the run, which the file is named by. */
  readonly pid: number;
  /** The first stage of the first API. */
  readonly stage: string;
  /** Where the stages of the APIs are served, such as `http://localhost:3000`. */
  readonly origins: readonly string[];
  /** The local AWS endpoint, such as `http://127.0.0.1:41234`. */
  readonly endpoint: string;
  /** How many seconds the clock of the run is ahead of this machine's. */
  readonly aheadSeconds: number;
  /** Table names by logical id. */
  readonly tables: Readonly<Record<string, string>>;
}

/**
 * Writes the file; of several runs in one process the last one has it.
 * @param folder `.local/endpoints`
 * @returns removes the file, unless another run has taken it over
 */
export function writeEndpointFile(folder: string, content: EndpointFile): () => void {
  const file = renewEndpointFile(folder, content);
  return atExit(() => {
    if (ownerOf(file) === content.accessKeyId) rmSync(file, { force: true });
  });
}

/**
 * Writes the file again when something in it has changed.
 * @returns its path
 */
export function renewEndpointFile(folder: string, content: EndpointFile): string {
  const file = join(folder, `${content.pid}.json`);
  const temporary = `${file}.tmp`;
  writeFileSync(temporary, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  renameSync(temporary, file);
  return file;
}

function ownerOf(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).accessKeyId;
  } catch {
    return undefined;
  }
}
