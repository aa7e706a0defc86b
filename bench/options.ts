/** The command line of the benchmarks. */
import { parseArgs } from 'node:util';
import { UsageError } from '../bin/usage-error';

/** The text of `--help`. */
export const HELP = `Usage: npm run bench -- [options]

Measures the project and comparable libraries (peers), prints the results as tables and stores them in
bench/results.json.

  --only NAMES   comma-separated section names or prefixes (default: all)
  --list         print the names of the sections
  --check        exit with code 1 if a goal is missed
  --untimed      run only the sections without time goals: their results do not depend on the load of the machine
  --recorded     use bench/results.json instead of measuring
  --docs         write the tables into docs/performance.md; a section without a result keeps its table
  --rounds N     how many times to run each variant; the variants alternate (default: 21)
  --seconds N    how many seconds to keep a server under load in each run (default: 1)
  --profile DIR  write CPU profiles of the section authorizer-cold to DIR, and record nothing
  --users N      users in the large table of the section growth (default: 100000)
  --help         print this text

Peers are skipped until their packages are installed:
npm ci --prefix bench/peers --ignore-scripts`;

/** The options of the benchmarks. */
export interface BenchOptions {
  readonly only: readonly string[];
  readonly list: boolean;
  readonly check: boolean;
  readonly untimed: boolean;
  readonly recorded: boolean;
  readonly docs: boolean;
  readonly help: boolean;
  readonly rounds: number;
  readonly seconds: number;
  readonly users: number;
  readonly profile?: string | undefined;
}

/**
 * Parses the command line.
 * @throws UsageError, or an error of `parseArgs`, that describes the invalid option
 */
export function parseOptions(args: readonly string[]): BenchOptions {
  const flag = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', default: '' },
      list: flag,
      check: flag,
      untimed: flag,
      recorded: flag,
      docs: flag,
      help: flag,
      rounds: { type: 'string', default: '21' },
      seconds: { type: 'string', default: '1' },
      users: { type: 'string', default: '100000' },
      profile: { type: 'string' },
    },
  });
  return {
    ...values,
    only: values.only.split(',').filter((name) => name !== ''),
    rounds: Math.round(readNumber('rounds', values.rounds)),
    seconds: readNumber('seconds', values.seconds),
    users: Math.round(readNumber('users', values.users)),
  };
}

function readNumber(name: string, text: string): number {
  const number = Number(text);
  if (!(number > 0 && number < 1e9)) throw new UsageError(`--${name} takes a positive number, not "${text}"`);
  return number;
}
