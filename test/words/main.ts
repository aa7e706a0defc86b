/** `npm run lint:words`: checks the words, sentences and links of everything that a person reads. */
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readPassages } from './check-file';
import { checkProject } from './check-project';
import { choosePaths, UnknownPathError } from './choose-paths';
import { averageOf, listSentences, type Sentence } from './sentences';

const ROOT = join(__dirname, '..', '..');

/** A file that a command writes. */
const GENERATED = 'client/src/api-types.ts';

const HELP = `Usage: npm run lint:words -- [FILE …] | --lengths

Checks words, links and sentence lengths against the rules in docs/style.md and docs/glossary.md.

  FILE       check only these files or folders of the project
  --lengths  print how many sentences each Markdown file has, and how long they are; ignores FILE
  --help     print this text`;

const OPTIONS = {
  lengths: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

const { values, positionals } = readArguments();
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

// the reader may close the output early, as `head` does
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

if (values.help) console.log(HELP);
else if (values.lengths) printLengths();
else checkWords();

/** Reads the command line. Ends the process with exit code 2 if an option is not valid. */
function readArguments() {
  try {
    return parseArgs({ allowPositionals: true, options: OPTIONS });
  } catch (error) {
    const [reason] = (error as Error).message.split('. ');
    console.error(`lint:words: ${reason}. See --help.`);
    return process.exit(2);
  }
}

function checkWords(): void {
  const paths = listFiles();
  const chosen = chooseFiles(paths);
  const faults = checkProject({ paths, chosen, read });
  for (const fault of faults) console.log(fault);
  console.log(`${chosen.length} files checked, ${faults.length} faults`);
  process.exitCode = faults.length > 0 ? 1 : 0;
}

/** Returns the files to check. Ends the process with exit code 2 if an argument is not a file or folder of the project. */
function chooseFiles(paths: readonly string[]): readonly string[] {
  try {
    return choosePaths(paths, positionals);
  } catch (error) {
    if (!(error instanceof UnknownPathError)) throw error;
    console.error(`lint:words: ${error.message}`);
    return process.exit(2);
  }
}

/** Returns the files of the project, new ones included. */
function listFiles(): readonly string[] {
  const list = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  const isFile = (path: string) => statSync(join(ROOT, path), { throwIfNoEntry: false })?.isFile() ?? false;
  return [...new Set(list.split('\0'))].filter((path) => path !== '' && path !== GENERATED && isFile(path));
}

function printLengths(): void {
  const all: Sentence[] = [];
  for (const path of listFiles().filter((name) => name.endsWith('.md'))) {
    const sentences = listSentences(readPassages(path, read(path)));
    all.push(...sentences);
    const longest = Math.max(0, ...sentences.map(({ words }) => words));
    const average = averageOf(sentences).toFixed(1);
    console.log(`${path}: ${sentences.length} sentences, ${average} words on average, ${longest} at most`);
  }
  console.log(`all documents: ${all.length} sentences, ${averageOf(all).toFixed(1)} words on average`);
}
