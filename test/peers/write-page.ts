/** Writes docs/peer-vulnerabilities.md: each vulnerability of a comparable system, and the tests that rule it out. */
import type { NamedTest } from '../mutations/mutation';
import type { PeerVulnerability } from './vulnerabilities';

const INTRODUCTION = `# Vulnerabilities of comparable systems

Each row is a behavior that a comparable system had, and the tests that rule it out here.
The ids are from public advisories and issues. Several were read only as summaries.
The tests of \`attack\` are rows of the [attack suite](asvs.md).

This page is written by \`npm run peers\` from [\`test/peers/vulnerabilities.ts\`](../test/peers/vulnerabilities.ts).
A test of the default level checks that the page is current, and that each named test exists.
`;

/** Returns the page. @param subjects the rows by subject */
export function writePage(subjects: Readonly<Record<string, readonly PeerVulnerability[]>>): string {
  const sections = Object.entries(subjects).map(([subject, rows]) =>
    [
      '',
      `## ${subject}`,
      '',
      '| Behavior | Seen at | Tests |',
      '|---|---|---|',
      ...rows.map(writeRow),
      '',
    ].join('\n'),
  );
  return INTRODUCTION + sections.join('');
}

function writeRow({ behaviour, seenAt, tests }: PeerVulnerability): string {
  return `| ${[behaviour, seenAt, tests.map(writeTest).join('; ')].join(' | ')} |`;
}

function writeTest({ file, name }: NamedTest): string {
  const short = file.slice(file.lastIndexOf('/') + 1);
  return `[${short}](../${file}): “${name}”`;
}
