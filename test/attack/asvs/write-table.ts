/** Writes docs/asvs.md: the result for each requirement, and the rows of the suite that test it. */
import type { Attack } from '../attack';
import type { Chapter } from './chapters';
import type { AsvsRequirement, Verdict } from './requirement';

/** Rows by the title of their group. */
export type AttackGroups = Readonly<Record<string, readonly Attack[]>>;

const KINDS: readonly Verdict['kind'][] = ['met by test', 'met by design', 'not applicable', 'not met'];

/** Returns the whole document. */
export function writeTable(chapters: readonly Chapter[], groups: AttackGroups): string {
  const judged = chapters.filter(({ size }) => size !== undefined);
  const requirements = judged.flatMap((chapter) => chapter.requirements);
  const rows = Object.values(groups).flat();
  return `${[
    '# OWASP ASVS 5.0.0, level 2',
    `Written by \`npm run asvs\` from [test/attack/asvs](../test/attack/asvs) and the rows of [test/attack/rows](../test/attack/rows); a test keeps it current. The page has every requirement of the levels 1 and 2 of the chapters V6, V7, V8, V9, V11, V12, V13 and V16 of [the standard](https://github.com/OWASP/ASVS/tree/v5.0.0), in our own words. Of level 3 it has those that a row tests, and all of V12. An *attack* is a row of the suite: a request or a sequence of requests, and the required result. \`npm run test:security\` runs all ${rows.length}.`,
    `| Result | Requirements of levels 1 and 2 |\n|---|---|\n${KINDS.map((kind) => `| ${kind} | ${requirements.filter(({ level, verdict }) => level < 3 && verdict.kind === kind).length} |`).join('\n')}`,
    `**Not met:** ${list(requirements.filter(({ verdict }) => verdict.kind === 'not met').map(({ id }) => id))}. The tables give the reasons.`,
    ...chapters.map((chapter) => writeChapter(chapter, groups)),
    writeOthers(groups),
  ].join('\n\n')}\n`;
}

function writeChapter({ title, requirements }: Chapter, groups: AttackGroups): string {
  const lines = requirements.map(({ id, level, asks, verdict }) =>
    writeLine([id, String(level), asks, bold(verdict), explain(id, verdict, groups)]),
  );
  return [
    `## ${title}\n`,
    writeLine(['', 'Level', 'Requirement', 'Result', 'Tests or reason']),
    '|---|---|---|---|---|',
    ...lines,
  ].join('\n');
}

const writeLine = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;

const bold = ({ kind }: Verdict) => (kind === 'not met' ? `**${kind}**` : kind);

function explain(id: AsvsRequirement['id'], verdict: Verdict, groups: AttackGroups): string {
  const files = verdict.kind === 'met by test' ? verdict.tests.map(linkTo) : [];
  const parts = [countAttacks(`ASVS ${id}`, groups), files.join(', '), verdict.note];
  return parts.filter((part) => part !== '').join(' · ');
}

function linkTo(path: string): string {
  return `[${path.replace(/^test\//, '')}](../${path})`;
}

/** Returns a text such as `8 attacks: a token in another form (8)`. */
function countAttacks(requirement: string, groups: AttackGroups): string {
  const counts = Object.entries(groups).map(([title, rows]) => ({
    title,
    count: countRows(rows, requirement),
  }));
  const found = counts.filter(({ count }) => count > 0);
  const sum = found.reduce((total, { count }) => total + count, 0);
  if (sum === 0) return '';
  return `${sum} ${sum === 1 ? 'attack' : 'attacks'}: ${found.map(({ title, count }) => `${title} (${count})`).join(', ')}`;
}

const countRows = (rows: readonly Attack[], wanted: string) =>
  rows.filter(({ requirement }) => requirement.some((name) => name === wanted)).length;

/** Returns the table of the sections of RFCs and of NIST's guidelines. */
function writeOthers(groups: AttackGroups): string {
  const names = Object.values(groups).flatMap((rows) => rows.flatMap(({ requirement }) => requirement));
  const others = [...new Set<string>(names.filter((name) => !name.startsWith('ASVS ')))].sort((a, b) =>
    a.localeCompare(b, 'en', { numeric: true }),
  );
  return [
    '## RFCs and NIST\n',
    writeLine(['Section', 'Attacks']),
    '|---|---|',
    ...others.map((name) => writeLine([name, countAttacks(name, groups)])),
  ].join('\n');
}

function list(ids: readonly string[]): string {
  return `${ids.slice(0, -1).join(', ')} and ${ids.at(-1)}`;
}
