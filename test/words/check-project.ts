/** Checks the words, sentences and links of a set of files. */
import { checkFile } from './check-file';
import { readSynonyms } from './glossary';
import { findBrokenLinks } from './links';
import { formatOffence } from './offence';
import { phrases } from './phrases';

export interface Project {
  /** Every file, from the project's folder. Links may point to any of them. */
  readonly paths: readonly string[];
  /** The files to check. @default - every file */
  readonly chosen?: readonly string[];
  /** @throws Error for a file that cannot be read */
  readonly read: (path: string) => string;
}

/**
 * Returns one line for each fault.
 * @throws Error when the glossary cannot be read
 */
export function checkProject({ paths, chosen = paths, read }: Project): readonly string[] {
  const all = [...phrases, ...readSynonyms(read('docs/glossary.md'))];
  const targets = { paths: new Set(paths), read };
  return chosen.flatMap((path) => {
    const source = read(path);
    const links = path.endsWith('.md') ? findBrokenLinks(path, source, targets) : [];
    return [...checkFile(path, source, all), ...links].map(formatOffence);
  });
}
