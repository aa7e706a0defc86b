/** Writes the recorded tables into docs/performance.md, each between the markers of its section. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Section } from '../section';
import { renderFindings } from './render-findings';
import type { RecordedFindings, Results } from './results-file';

const FILE = join(__dirname, '..', '..', 'docs', 'performance.md');

/**
 * Rewrites the document.
 * @throws Error when the document lacks the markers of a section
 */
export function writeDocument(sections: readonly Section[], results: Results): void {
  const text = sections.reduce(
    (document, section) => fillIn(document, section, results[section.name]),
    readFileSync(FILE, 'utf8'),
  );
  writeFileSync(FILE, text);
}

/**
 * Writes a section's findings between `<!-- bench:NAME -->` and `<!-- /bench:NAME -->`. A section without findings stays
 * as it is.
 */
export function fillIn(
  document: string,
  { name, method }: Pick<Section, 'name' | 'method'>,
  findings: RecordedFindings | undefined,
): string {
  const [start, end] = [`<!-- bench:${name} -->`, `<!-- /bench:${name} -->`];
  const [before, after] = [document.indexOf(start), document.indexOf(end)];
  if (before < 0 || after < before)
    throw new Error(`docs/performance.md lacks the markers ${start} … ${end}`);
  if (findings === undefined) return document;
  const body = `${renderFindings(findings)}\n\n${describeCircumstances(findings)}`;
  return `${document.slice(0, before)}${start}\n${method}\n\n${body}\n${document.slice(after)}`;
}

function describeCircumstances({ date, node, machine, rounds }: RecordedFindings): string {
  return `*${date}, Node ${node}, ${machine}; ${rounds} interleaved runs.*`;
}
