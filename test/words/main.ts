/** `npm run lint:words`: checks the words, sentences and links of everything that a person reads. */
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readPassages } from './check-file';
import { checkProject } from './check-project';
import { parsePending, removeClean } from './pending';
import { averageOf, listSentences, type Sentence } from './sentences';

const ROOT = join(__dirname, '..', '..');
const PENDING = join(__dirname, 'pending.txt');

/** Files that are written by a command or hold data. */
const GENERATED = /^(client\/src\/api-types\.ts|docs\/flame-graphs\/)/;

const HELP = `Usage: npm run lint:words -- [--all | --lengths | --prune] [FILE …]

Checks words, lengths of sentences and links, by the rules of docs/style.md and docs/glossary.md. Skips the files that
test/words/pending.txt lists.

  FILE       print the faults in these files or folders, without skipping
  --all      print the faults of every file, without skipping
  --lengths  print the number of sentences of each document, and their average and greatest length in words
  --prune    remove files without faults from test/words/pending.txt
  --help     print this text`;

const OPTIONS = {
  all: { type: 'boolean', default: false },
  lengths: { type: 'boolean', default: false },
  prune: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

const { values, positionals } = readArguments();
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

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
  const list = readFileSync(PENDING, 'utf8');
  const isAll = values.all || positionals.length > 0;
  const pending = isAll ? new Set<string>() : parsePending(list);
  const paths = listFiles();
  const { faults, clean } = checkProject({ paths, read, pending });
  if (values.prune) {
    writeFileSync(PENDING, removeClean(list, clean));
    return;
  }
  const isChosen = (line: string) =>
    positionals.length === 0 || positionals.some((path) => line.startsWith(path));
  const shown = faults.filter(isChosen);
  for (const fault of shown) console.log(fault);
  console.log(`${paths.length} files checked, ${pending.size} pending, ${shown.length} faults`);
  process.exitCode = shown.length > 0 ? 1 : 0;
}

/** Returns the files of the project, new ones included. */
function listFiles(): readonly string[] {
  const list = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  const isFile = (path: string) => statSync(join(ROOT, path), { throwIfNoEntry: false })?.isFile() ?? false;
  return [...new Set(list.split('\0'))].filter(
    (path) => path !== '' && !GENERATED.test(path) && isFile(path),
  );
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
