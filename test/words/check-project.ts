/** Checks the words, sentences and links of a set of files against the list of those that still offend. */
import { checkFile } from './check-file';
import { readSynonyms } from './glossary';
import { findBrokenLinks } from './links';
import { formatOffence } from './offence';
import { phrases } from './phrases';

export interface Project {
  /** Every file, from the project's folder. Links may point to any of them. */
  readonly paths: readonly string[];
  /** @throws Error for a file that cannot be read */
  readonly read: (path: string) => string;
  /** Files whose offences are not faults. */
  readonly pending: ReadonlySet<string>;
}

export interface Verdict {
  /** One line for each fault, for people to read. */
  readonly faults: readonly string[];
  /** Files of the list that are clean or gone. Each of them is a fault. */
  readonly clean: ReadonlySet<string>;
}

/** @throws Error when the glossary cannot be read */
export function checkProject({ paths, read, pending }: Project): Verdict {
  const all = [...phrases, ...readSynonyms(read('docs/glossary.md'))];
  const targets = { paths: new Set(paths), read };
  const clean = new Set(pending);
  const faults: string[] = [];
  for (const path of paths) {
    const source = read(path);
    const links = path.endsWith('.md') ? findBrokenLinks(path, source, targets) : [];
    const offences = [...checkFile(path, source, all), ...links];
    if (offences.length > 0) clean.delete(path);
    if (!pending.has(path)) faults.push(...offences.map(formatOffence));
  }
  const outdated = [...clean].map(
    (path) => `${path} is clean: remove it from test/words/pending.txt with npm run lint:words -- --prune`,
  );
  return { faults: [...faults, ...outdated], clean };
}
