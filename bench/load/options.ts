/** The command line of the load test. */
import { parseArgs } from 'node:util';
import { UsageError } from '../../bin/usage-error';

/** The text of `--help`. */
export const HELP = `Usage: npm run load -- [options]

Sends requests to an API at a steady rate: 5% sign-ups and sign-ins, 15% refreshes, 80% calls with a token. The exit
code is 1 if a request receives no response, or a response that is neither a success nor a 429.

  --url URL      base URL of the API (default: http://localhost:3000)
  --rate N       requests per second, sent without waiting for earlier responses (default: 100)
  --minutes N    duration in minutes (default: 5)
  --users N      accounts to create first (default: 20)
  --help         print this text

The accounts have random usernames and are not deleted. To start a local run for the test:
npm start -- --memory --no-throttle`;

/** The options of a load test. */
export interface LoadOptions {
  readonly help: boolean;
  readonly url: string;
  /** Requests per second. */
  readonly rate: number;
  readonly minutes: number;
  readonly users: number;
}

/**
 * Parses the command line.
 * @throws UsageError, or an error of `parseArgs`, that describes the invalid option
 */
export function parseLoadOptions(args: readonly string[]): LoadOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: 'boolean', default: false },
      url: { type: 'string', default: 'http://localhost:3000' },
      rate: { type: 'string', default: '100' },
      minutes: { type: 'string', default: '5' },
      users: { type: 'string', default: '20' },
    },
  });
  if (!URL.canParse(values.url)) throw new UsageError(`--url takes a URL, not "${values.url}"`);
  return {
    help: values.help,
    url: values.url,
    rate: readNumber('rate', values.rate),
    minutes: readNumber('minutes', values.minutes),
    users: Math.ceil(readNumber('users', values.users)),
  };
}

function readNumber(name: string, text: string): number {
  const number = Number(text);
  if (!(number > 0 && number <= 100_000))
    throw new UsageError(`--${name} takes a positive number, not "${text}"`);
  return number;
}
