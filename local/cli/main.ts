/** `npm start`: the command line of the local run. */

import { isInspectorOpen, openInspector } from '../debugging/open-inspector';
import { type LocalRun, startLocalRun } from '../start-local-run';
import { endWithParent } from '../support/end-with-parent';
import { StartError } from '../support/start-error';
import { useUtc } from '../support/use-utc';
import { AssemblyError } from '../template/assembly-error';
import { listAddresses } from './list-addresses';
import { HELP, parseCommand, UsageError } from './options';
import { createEventPrinter } from './print-event';
import { printExamples } from './print-examples';
import { printLine } from './print-lines';
import { printRoutes } from './print-routes';

/**
 * A package manager repeats the terminal's signal at once. Only a signal after this time, in milliseconds,
 * forces the exit.
 */
const IMPATIENCE_MS = 1_000;
const SHUTDOWN_MS = 5_000;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

async function main(): Promise<void> {
  let run: LocalRun | undefined;
  let end = () => process.exit(0);
  // The reader of the output has closed it, as `head` does.
  process.stdout.on('error', () => end());
  process.stderr.on('error', () => end());
  const command = parseCommand(process.argv.slice(2));
  if (command.kind === 'help') return printLine(HELP);
  const { verbose, explain, inspect, ...options } = command.options;
  if (inspect !== undefined) openInspector(inspect);
  const debugging = isInspectorOpen();
  const colours = process.stdout.isTTY === true && !process.env.NO_COLOR;
  const printer = createEventPrinter({ colours, verbose, explain });
  endOnSignals(() => end());
  // When a package manager is killed, only the shell between it and this process ends, too.
  if (process.env.npm_lifecycle_event !== undefined) endWithParent(() => end());
  // Tables, keys and functions must be private, in any folder or file.
  process.umask(0o077);
  useUtc();
  run = await startLocalRun({
    ...options,
    debugging,
    // Only tests read the kept calls.
    keepCalls: false,
    onEvent: (event) => {
      const text = printer(event);
      if (text !== undefined) printLine(text);
    },
  });
  end = () => {
    setTimeout(() => process.exit(1), SHUTDOWN_MS).unref();
    run?.close().then(() => {
      // From now on Node waits for an attached debugger and would not handle signals.
      for (const signal of SIGNALS) process.removeAllListeners(signal);
      process.exit(0);
    }, fail);
    return undefined as never;
  };
  announce(run, options.pages);
}

function announce({ served, app, origin }: LocalRun, pages: boolean): void {
  for (const { api, origin: ofApi } of served) {
    printLine(`\n${api.name}, stage ${api.stage.name}, at ${ofApi}\n\n${printRoutes(api)}\n`);
    for (const example of printExamples(api, ofApi)) printLine(`  ${example}`);
  }
  const types = app.notRun.map(({ type }) => type);
  if (types.length > 0) {
    const counted = [...new Set(types)].map((type) => {
      const count = types.filter((other) => other === type).length;
      return count > 1 ? `${type} (${count})` : type;
    });
    printLine(`\nIn the template, but not run locally: ${counted.join(', ')}`);
  }
  const urls = pages ? listAddresses(app, origin) : [];
  printLine(['', ...urls, `ready ${origin}`].join('\n'));
}

function endOnSignals(end: () => void): void {
  let since: number | undefined;
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      if (since === undefined) {
        since = Date.now();
        end();
      } else if (Date.now() - since > IMPATIENCE_MS) process.exit(130);
    });
  }
}

function fail(error: unknown): void {
  const expected =
    error instanceof StartError || error instanceof AssemblyError || error instanceof UsageError;
  process.stderr.write(`${expected ? error.message : error instanceof Error ? error.stack : error}\n`);
  process.exit(error instanceof UsageError ? 2 : 1);
}

main().catch(fail);
