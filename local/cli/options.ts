/** Parses the command line of the local run. */
import { parseArgs } from 'node:util';
import { parseInstant } from '../clock/parse-instant';

/** The parsed command line. */
export type Command = { readonly kind: 'help' } | { readonly kind: 'run'; readonly options: CommandOptions };

/** The options of a run. */
export interface CommandOptions {
  /** The port; 0 chooses a free port. */
  readonly port: number;
  readonly stage: string;
  /** The folder of a synthesized assembly. @default - the project's own app is synthesized */
  readonly assembly?: string;
  /** The stack to serve. @default - the only stack with a REST API */
  readonly stack?: string;
  readonly fresh: boolean;
  /**
   * The time of the clock at start, in epoch milliseconds.
   * @default - the time of this machine, or the clock of the previous run
   */
  readonly clock?: number;
  readonly memory: boolean;
  /** Whether to watch the sources, and to build, synthesize and serve their changes. */
  readonly watch: boolean;
  /**
   * Whether to respond with 429 above the stage's request rates, as API Gateway does, and to enable the
   * throttles of functions.
   */
  readonly throttle: boolean;
  /** Whether to serve the run's own pages under `/_local/`. */
  readonly pages: boolean;
  /** Whether the client's address is the last entry of `X-Forwarded-For`. */
  readonly trustForwardedFor: boolean;
  /** Allowed host names of requests besides those of the loopback interface, in lower case. */
  readonly allowHosts: readonly string[];
  /**
   * Whether to print the functions' log lines of the levels INFO, DEBUG and TRACE, and every log line in
   * full.
   */
  readonly verbose: boolean;
  /** Whether to print why requests pass or fail, and the missing grant of a denied call to AWS. */
  readonly explain: boolean;
  /** The port for debuggers; 0 chooses a free port. @default - no port is opened */
  readonly inspect?: number;
}

/** Thrown for an invalid command line. The message is one line. */
export class UsageError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'UsageError';
  }
}

/** Node's default port, which editors try first. */
const INSPECT_PORT = 9229;

/** The output of `--help`. */
export const HELP = `Usage: npm start -- [options]

Synthesizes a CDK app and serves its REST APIs on this machine, without an AWS account.

  --port N               port of the first stage of the first API; 0 selects a free port (default: 3000)
  --stage NAME           stage to synthesize, passed as the context value "stage" (default: dev)
  --assembly DIR         serve this cloud assembly (a cdk.out folder) instead of synthesizing the app
  --stack NAME           stack to serve (default: the only stack with a REST API)
  --fresh                delete the stored tables, keys, messages and clock first
  --memory               keep tables, keys, messages and the clock in memory only
  --clock TIME           set the clock of the run forward at the start, for example to 2027-01-01T00:00Z
  --no-watch             do not rebuild and reload when a source changes
  --no-throttle          disable throttles of stages, of usage plans, and of functions that have the metadata local:no-throttle
  --no-pages             do not serve the pages under /_local/
  --trust-forwarded-for  use the last entry of X-Forwarded-For as the client's address
  --allow-host NAME      serve requests for this host too; repeatable
  --explain              print why each request is authorized or not, and which grant is missing when a function's call to AWS is denied
  --verbose              print every log line of the functions in full
  --inspect[=PORT]       open an inspector on 127.0.0.1, at port 9229 or at PORT; 0 selects a free port (default: off)
  --help                 print this text

docs/local-gateway.md explains some options in detail.
Without --memory, tables, keys, messages and the clock are stored in .local/. Ctrl-C ends the run with exit code 0. The exit code
is 1 if the run fails, and 2 if the command line is not valid.`;

/** @throws UsageError when the command line is invalid */
export function parseCommand(args: readonly string[]): Command {
  const { values } = parse(args);
  if (values.help) return { kind: 'help' };
  if (!/^\d{1,5}$/.test(values.port) || Number(values.port) > 65_535) {
    throw new UsageError(`--port takes a number from 0 to 65535, not ${JSON.stringify(values.port)}.`);
  }
  const { assembly, stage, stack, fresh, memory, verbose, explain } = values;
  const watch = !values['no-watch'];
  const throttle = !values['no-throttle'];
  const pages = !values['no-pages'];
  const trustForwardedFor = values['trust-forwarded-for'];
  const allowHosts = values['allow-host'].map(parseHost);
  checkName('stage', stage);
  checkName('stack', stack);
  if (assembly === '') throw new UsageError('--assembly requires the folder of a cloud assembly, not "".');
  if (assembly !== undefined && stage !== undefined) {
    throw new UsageError('--assembly is already synthesized: omit --stage.');
  }
  const inspect = readInspectPort(values.inspect);
  const clock = readClock(values.clock);
  const options = {
    port: Number(values.port),
    stage: stage ?? 'dev',
    fresh,
    memory,
    watch,
    throttle,
    pages,
    trustForwardedFor,
    allowHosts,
    verbose,
    explain,
  };
  const source = {
    ...(inspect !== undefined && { inspect }),
    ...(clock !== undefined && { clock }),
    ...(assembly !== undefined && { assembly }),
    ...(stack !== undefined && { stack }),
  };
  return { kind: 'run', options: { ...options, ...source } };
}

/** @throws UsageError when the port is invalid */
function readInspectPort(port: string | undefined): number | undefined {
  if (port === undefined) return undefined;
  const number = /^\d{1,5}$/.test(port) ? Number(port) : -1;
  if (number === 0 || (number >= 1024 && number <= 65_535)) return number;
  throw new UsageError(`--inspect takes 0 or a port from 1024 to 65535, not ${JSON.stringify(port)}.`);
}

/** @throws UsageError when the time is invalid */
function readClock(text: string | undefined): number | undefined {
  const instant = text === undefined ? undefined : parseInstant(text);
  if (text === undefined || instant !== undefined) return instant;
  throw new UsageError(
    `--clock takes a time with its offset from UTC, such as 2027-01-01T00:00Z, not ${JSON.stringify(text)}.`,
  );
}

/** Validates a name, because it becomes part of a folder's name. */
function checkName(option: string, name: string | undefined): void {
  if (name !== undefined && !/^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/.test(name)) {
    throw new UsageError(
      `--${option} takes a name of letters, digits, - and _, not ${JSON.stringify(name)}.`,
    );
  }
}

/** Parses a host name without a port. */
function parseHost(name: string): string {
  if (/^[a-z0-9-]+(?:\.[a-z0-9-]+)*$/i.test(name) && name.length <= 253) return name.toLowerCase();
  throw new UsageError(`--allow-host takes a host name without a port, not ${JSON.stringify(name)}.`);
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      // As in Node, the option `--inspect` takes its port only after a "=".
      args: args.map((arg) => (arg === '--inspect' ? `--inspect=${INSPECT_PORT}` : arg)),
      options: {
        port: { type: 'string', default: '3000' },
        stage: { type: 'string' },
        assembly: { type: 'string' },
        stack: { type: 'string' },
        fresh: { type: 'boolean', default: false },
        memory: { type: 'boolean', default: false },
        clock: { type: 'string' },
        'no-watch': { type: 'boolean', default: false },
        'no-throttle': { type: 'boolean', default: false },
        'no-pages': { type: 'boolean', default: false },
        'trust-forwarded-for': { type: 'boolean', default: false },
        'allow-host': { type: 'string', multiple: true, default: [] },
        verbose: { type: 'boolean', default: false },
        explain: { type: 'boolean', default: false },
        inspect: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    const [line = ''] = (error as Error).message.split(/\n|\. /);
    throw new UsageError(`${line.replace(/\.$/, '')}. See --help.`, { cause: error });
  }
}
