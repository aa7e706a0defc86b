/** Runs a command that writes files of the project and has no option except `--help`. */
import { parseArgs } from 'node:util';

/** A command without options. */
export interface CommandWithoutOptions {
  /** The npm script, such as `openapi`. */
  readonly name: string;
  /** The description for `--help`. It names the files that the command writes. */
  readonly description: string;
  /** Returns the files to report as written, from the project's folder. A command that reports by itself returns none. */
  readonly run: () => readonly string[] | Promise<readonly string[]>;
}

/**
 * Prints the help, or runs the command and prints the files that it has written. If an option is not valid, it reports
 * the option, sets the exit code 2 and runs nothing. An error of the command is passed on.
 */
export async function runWithoutOptions(
  { name, description, run }: CommandWithoutOptions,
  args: readonly string[] = process.argv.slice(2),
): Promise<void> {
  try {
    const { values } = parseArgs({ args: [...args], options: { help: { type: 'boolean', default: false } } });
    if (values.help)
      return console.log(`Usage: npm run ${name}\n\n${description}\n\n  --help  print this text`);
  } catch (error) {
    const [reason] = (error as Error).message.split('. ');
    console.error(`${name}: ${reason}. See --help.`);
    process.exitCode = 2;
    return;
  }
  for (const file of await run()) console.log(`Written: ${file}`);
}
