/** Finds the local run that an operator's command targets. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '../local/support/is-alive';

/** The addresses and credentials of a local run. */
export interface LocalRun {
  readonly pid: number;
  /** The origins of its APIs, such as `http://localhost:3000`. */
  readonly origins: readonly string[];
  /** The endpoint of its tables. */
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** The seconds by which its clock is ahead of this machine's clock. @default 0 */
  readonly aheadSeconds?: number;
  /** Table names by logical id. */
  readonly tables: Readonly<Record<string, string>>;
  /** Queue URLs by logical id. @default - none */
  readonly queues?: Readonly<Record<string, string>>;
  /** Key ids by logical id. @default - none */
  readonly keys?: Readonly<Record<string, string>>;
}

/** The folder in which each running local run has a file, named by its process id. */
const ENDPOINTS = join('.local', 'endpoints');

/**
 * Returns the only local run of the project in the working directory.
 * @param port the port of the run, if there are several
 * @throws Error if there is no run, or more than one
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
      // the run has just ended
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
