/** Finds the running local run that an operator's command is meant for. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '../local/support/is-alive';

/** How a local run is reached. */
export interface LocalRun {
  readonly pid: number;
  /** Where its APIs are served, such as `http://localhost:3000`. */
  readonly origins: readonly string[];
  /** Where its tables are. */
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** How many seconds its clock is ahead of this machine's. @default 0 */
  readonly aheadSeconds?: number;
  /** Table names by logical id. */
  readonly tables: Readonly<Record<string, string>>;
}

/** Where each running local run has a file, named by its process. */
const ENDPOINTS = join('.local', 'endpoints');

/**
 * Finds the only run of the project in the working directory.
 * @param port of the run that is meant, where there may be several
 * @throws Error when there is none, or no single one
 */
export function findLocalRun(port: string | undefined): LocalRun {
  const runs = listRuns();
  const [run, ...others] = port === undefined ? runs : runs.filter(({ origins }) => isAt(origins, port));
  if (run === undefined) {
    const where = port === undefined ? '' : ` on port ${port}`;
    throw new Error(
      `No local run found${where}: start it with npm start, or use --table for a deployed table`,
    );
  }
  if (others.length > 0) throw new Error('Several local runs are running: choose one with --port N');
  return run;
}

function listRuns(): readonly LocalRun[] {
  return listFiles().flatMap((name) => {
    const [, pid] = /^([1-9]\d*)\.json$/.exec(name) ?? [];
    if (pid === undefined || !isAlive(Number(pid))) return [];
    try {
      return [JSON.parse(readFileSync(join(ENDPOINTS, name), 'utf8')) as LocalRun];
    } catch {
      // it has just ended
      return [];
    }
  });
}

function listFiles(): readonly string[] {
  try {
    return readdirSync(ENDPOINTS);
  } catch {
    return [];
  }
}

function isAt(origins: readonly string[], port: string): boolean {
  return origins.some((origin) => new URL(origin).port === port);
}
