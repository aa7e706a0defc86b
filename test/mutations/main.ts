/** `npm run mutations`: removes each defense in a copy of the project, and fails when its test does not notice. */
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { subjects } from './defences';
import { titleOf } from './mutation';
import { isSound, startMutations, type Verdict } from './run-mutations';
import { writePage } from './write-page';

const HELP = `Usage: npm run mutations -- [options]

Removes one defense at a time (a mutation) in a copy of the project, and runs the test that must then fail. The exit
code is 0 if every mutation makes its test fail, 2 if an option is not valid, and 1 otherwise. docs/mutations.md lists
the defenses.

  --only PATTERN  run only mutations whose defense, change, source or test matches this regular expression
  --copies N      how many copies to use at the same time (default: the number of cores)
  --list          print the mutations, and run none
  --write         write docs/mutations.md, and run none
  --help          print this text`;

const OPTIONS = {
  only: { type: 'string', default: '' },
  copies: { type: 'string', default: String(availableParallelism()) },
  list: { type: 'boolean', default: false },
  write: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

const root = join(__dirname, '..', '..');

async function main(): Promise<number> {
  const values = readOptions();
  if (values === undefined) return 2;
  if (values.help) return say(HELP);
  if (values.write) return writeFileSync(join(root, 'docs', 'mutations.md'), writePage(subjects)) ?? 0;
  const mutations = Object.values(subjects)
    .flat()
    .filter(({ defence, change, file, caughtBy }) =>
      [defence, change, file, caughtBy.file, caughtBy.name].some((text) => values.only.test(text)),
    );
  if (mutations.length === 0) return say(`No mutation matches ${values.only.source}.`, 1);
  if (values.list) {
    return say(mutations.map((mutation) => `${mutation.file}: ${titleOf(mutation)}`).join('\n'));
  }
  const copies = Math.min(Number(values.copies), mutations.length);
  if (!Number.isInteger(copies) || copies < 1) {
    console.error('mutations: --copies must be a whole number, 1 or greater');
    return 2;
  }

  let done = 0;
  const run = startMutations(mutations, {
    root,
    copies,
    onVerdict(verdict) {
      done += 1;
      say(`${String(done).padStart(3)}/${mutations.length} ${describe(verdict)}`);
    },
    onChecked: (file, tests) =>
      say(
        isSound(tests)
          ? `checked  ${file}`
          : `${file} does not pass without any mutation: ${tests.failure ?? tests.broken}`,
      ),
  });
  // also after a crash; of a run that has ended nothing is left
  process.once('exit', run.stop);
  process.once('SIGINT', () => process.exit(130));
  process.once('SIGTERM', () => process.exit(143));
  return summarize(await run.verdicts, mutations.length);
}

/** Reads the command line. Returns undefined, with the reason on standard error, if an option is not valid. */
function readOptions() {
  try {
    const { values } = parseArgs({ options: OPTIONS });
    return { ...values, only: new RegExp(values.only, 'i') };
  } catch (error) {
    console.error(`mutations: ${(error as Error).message}. See --help.`);
    return undefined;
  }
}

function describe({ mutation, outcome, run, seconds }: Verdict): string {
  const reason = run.failure ?? run.broken;
  const lines = [
    `${outcome.padEnd(8)} ${seconds.toFixed(1).padStart(5)} s  ${titleOf(mutation)}`,
    ...(reason === undefined ? [] : [`${' '.repeat(26)}${reason}`]),
  ];
  return lines.join('\n');
}

function summarize(verdicts: readonly Verdict[], total: number): number {
  const missed = verdicts.filter(({ outcome }) => outcome !== 'caught');
  for (const { mutation, outcome } of missed) {
    const { file, caughtBy } = mutation;
    say(`${outcome}: ${titleOf(mutation)} (${file}); ${caughtBy.file} “${caughtBy.name}”`);
  }
  const caught = verdicts.length - missed.length;
  return say(`${caught} of ${total} mutations caught`, caught === total ? 0 : 1);
}

/** Prints a text and returns the exit code. */
function say(text: string, code = 0): number {
  console.log(text);
  return code;
}

main().then(
  (code) => process.exit(code),
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
