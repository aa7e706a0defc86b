/** The options of `npm run test:stress`. */
import { parseArgs } from 'node:util';

/** How a stress run is made. */
export interface StressOptions {
  readonly runs: number;
  /** Processes that only compute while the run takes place. */
  readonly busy: number;
  readonly level: Level;
}

/** A level of the tests. */
export type Level = keyof typeof LEVELS;

/** The npm script of each level. */
export const LEVELS = { default: 'test', all: 'test:all' } as const;

/** What `--help` prints. */
export const HELP = `Usage: npm run test:stress -- [options]

Runs a level of the tests several times while other processes keep the CPU busy, and lists each failure.

  --runs N             how many times to run the level (default: 5)
  --busy N             how many busy processes to run meanwhile (default: 4)
  --level default|all  npm test or npm run test:all (default: default)
  --help               print this text

The exit code is 1 if a run failed, and 2 if an option is not valid.
`;

/** Thrown for an option that is not valid. The message is a sentence with what to do. */
export class UsageError extends Error {}

/**
 * Reads the command line.
 * @returns undefined when help is asked for
 * @throws UsageError
 */
export function readOptions(args: readonly string[]): StressOptions | undefined {
  const values = parse(args);
  if (values.help) return undefined;
  const { level } = values;
  if (level !== 'default' && level !== 'all') {
    throw new UsageError(`--level is "${level}": choose default or all.`);
  }
  return { level, runs: readCount('runs', values.runs, 1), busy: readCount('busy', values.busy, 0) };
}

function parse(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        runs: { type: 'string', default: '5' },
        busy: { type: 'string', default: '4' },
        level: { type: 'string', default: 'default' },
        help: { type: 'boolean', default: false },
      },
    });
    return values;
  } catch (error) {
    const [fault = ''] = (error as Error).message.split(/\n|\. /);
    throw new UsageError(`${fault.replace(/\.$/, '')}.`);
  }
}

function readCount(name: string, text: string, least: number): number {
  const count = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  if (!(count >= least))
    throw new UsageError(`--${name} is "${text}": it must be a whole number, ${least} or greater.`);
  return count;
}
