/** Writes docs/mutations.md from the tables of mutations. */
import { basename } from 'node:path';
import type { Mutation } from './mutation';

const INTRODUCTION = `# Defenses and the tests that detect their removal

A mutation removes one defense from the source. The test suite must notice it.
\`npm run mutations\` applies each mutation below in a copy of the project, runs the test in its last column, and fails if that test passes.
Without a mutation the test must pass. The working tree is never changed.
The named tests of a file run together, because a test may need those before it. Only the test in the last column counts.

This page is written by \`npm run mutations -- --write\` from [\`test/mutations/defences\`](../test/mutations/defences).
A test of the default level checks that the page is current, that each mutation still fits its source, and that each test exists.
Run some of the mutations with \`npm run mutations -- --only PATTERN\`.

The tests of \`attack\` and \`throttles\` are rows of the attack suite. All others are tests of one part.
The [benchmark of sign-in times](performance.md#failed-sign-ins-to-known-and-unknown-names) measures the missing decoy hash as well.
`;

/** Returns the page. @param subjects the mutations by subject */
export function writePage(subjects: Readonly<Record<string, readonly Mutation[]>>): string {
  let number = 0;
  const sections = Object.entries(subjects).map(([subject, mutations]) => {
    const rows = mutations.map((mutation) => {
      number += 1;
      return writeRow(number, mutation);
    });
    return [
      `\n## ${subject}\n`,
      '| | Defense | Mutation | Source | Test that fails |',
      '|---|---|---|---|---|',
      ...rows,
      '',
    ].join('\n');
  });
  return INTRODUCTION + sections.join('');
}

function writeRow(number: number, { defence, change, file, caughtBy }: Mutation): string {
  const cells = [String(number), defence, change, link(file), `${link(caughtBy.file)}: “${caughtBy.name}”`];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

const link = (file: string) => `[${basename(file)}](../${file})`;
