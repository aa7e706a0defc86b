/** The command line of the benchmarks. */
import { parseArgs } from 'node:util';

/** What `--help` prints. */
export const HELP = `Usage: npm run bench -- [options]

Measures the project beside its peers, prints tables, and keeps them in bench/results.json.

  --only NAMES   comma-separated sections, or beginnings of their names (default: all)
  --list         print the sections' names
  --check        exit with 1 when a goal is missed
  --untimed      only the sections whose goals are no times: what a busy machine can judge as well
  --recorded     measure nothing; take what bench/results.json holds
  --docs         write the tables into docs/performance.md
  --rounds N     interleaved runs of each contestant (default: 21)
  --seconds N    length of one run of a server under load (default: 1)
  --profile DIR  record nothing; write CPU profiles of authorizer-cold there, a folder for each contestant
  --users N      users that a table is grown to (default: 100000)
  --help         this text

Peers with packages of their own are left out until they are installed:
npm ci --prefix bench/peers --ignore-scripts`;

/** What to do. */
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

/** @throws Error that says what is wrong with the command line */
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
  if (!(number > 0 && number < 1e9)) throw new Error(`--${name} takes a positive number, not "${text}"`);
  return number;
}
