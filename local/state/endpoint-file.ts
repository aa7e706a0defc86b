/**
 * Shares the access to a run's tables with the developer's own commands, in a file that only its owner can
 * read.
 */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AdminCredentials } from '../aws/callers';
import { atExit } from '../support/at-exit';

/** The content of `.local/endpoints/<pid>.json` while a run is active. */
export interface EndpointFile extends AdminCredentials {
  /** The process id of the run, which is also the name of the file. */
  readonly pid: number;
  /** The first stage of the first API. */
  readonly stage: string;
  /** The origins of the APIs' stages, such as `http://localhost:3000`. */
  readonly origins: readonly string[];
  /** The local AWS endpoint, such as `http://127.0.0.1:41234`. */
  readonly endpoint: string;
  /** How many seconds the clock of the run is ahead of this machine's. */
  readonly aheadSeconds: number;
  /** Table names by logical id. */
  readonly tables: Readonly<Record<string, string>>;
  /** Queue URLs by logical id. */
  readonly queues: Readonly<Record<string, string>>;
  /** Key ids by logical id. */
  readonly keys: Readonly<Record<string, string>>;
}

/**
 * Writes the file. If one process has several runs, the last one owns the file.
 * @param folder `.local/endpoints`
 * @returns a function that removes the file, unless another run owns it now
 */
export function writeEndpointFile(folder: string, content: EndpointFile): () => void {
  const file = renewEndpointFile(folder, content);
  return atExit(() => {
    if (ownerOf(file) === content.accessKeyId) rmSync(file, { force: true });
  });
}

/**
 * Writes the file again after a change.
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
