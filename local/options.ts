/** The command line of the local run. */
import { parseArgs } from 'node:util';

/** What the command line asks for. */
export type Command = { readonly kind: 'help' } | { readonly kind: 'run'; readonly options: CommandOptions };

/** How to run. */
export interface CommandOptions {
  /** 0 takes any free port. */
  readonly port: number;
  readonly stage: string;
  /** A synthesized assembly. @default - the project's own app is synthesized */
  readonly assembly?: string;
  readonly fresh: boolean;
  readonly memory: boolean;
}

/** Thrown for a command line that cannot be understood; the message is one line. */
export class UsageError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'UsageError';
  }
}

/** What `--help` prints. */
export const HELP = `Usage: npm start -- [options]

Serves the REST API of a synthesized CDK app on this machine, with no AWS account.

  --port N        the port to listen on; 0 takes any free one (default: 3000)
  --stage NAME    the stage to synthesize, passed as the context value "stage" (default: dev)
  --assembly DIR  serve this cloud assembly (a cdk.out folder) and synthesize nothing
  --fresh         forget the stored tables and keys first
  --memory        keep tables and keys in memory only
  --help          this text

State is kept under .local/. Ctrl-C ends the run; it exits with 0 then, with 1 when it cannot start or
fails, and with 2 for a command line that it does not understand.`;

/** @throws UsageError */
export function parseCommand(args: readonly string[]): Command {
  const { values } = parse(args);
  if (values.help) return { kind: 'help' };
  if (!/^\d{1,5}$/.test(values.port) || Number(values.port) > 65_535) {
    throw new UsageError(`--port takes a number from 0 to 65535, not ${JSON.stringify(values.port)}.`);
  }
  // it becomes a folder's name
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(values.stage)) {
    throw new UsageError(
      `--stage takes a name of letters, digits, - and _, not ${JSON.stringify(values.stage)}.`,
    );
  }
  const { assembly, stage, fresh, memory } = values;
  const options = { port: Number(values.port), stage, fresh, memory };
  return { kind: 'run', options: { ...options, ...(assembly !== undefined && { assembly }) } };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { type: 'string', default: '3000' },
        stage: { type: 'string', default: 'dev' },
        assembly: { type: 'string' },
        fresh: { type: 'boolean', default: false },
        memory: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    const [line] = (error as Error).message.split(/\n|\. /);
    throw new UsageError(`${line}. See --help.`, { cause: error });
  }
}
