/** `npm run bench`: compares the project with its peers. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { findUsageFault } from '../bin/usage-error';
import { chooseSections } from './choose-sections';
import { type BenchOptions, HELP, parseOptions } from './options';
import { formatLimit, formatNumber, isHeld } from './report/format';
import { renderFindings } from './report/render-findings';
import { readRecordedResults, readResults, recordFindings } from './report/results-file';
import { writeDocument } from './report/write-document';
import { type Outcome, runSection } from './run-section';
import type { Bench, Findings, Section } from './section';
import { sections } from './sections';

async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2));
  if (options.help) return console.log(HELP);
  if (options.list)
    return console.log(sections.map(({ name, title }) => `${name.padEnd(18)} ${title}`).join('\n'));
  const chosen = chooseSections(sections, options);
  const missed: string[] = [];
  let failed = false;
  const bench = options.recorded ? undefined : prepare(options);
  for (const [index, section] of chosen.entries()) {
    const outcome =
      bench === undefined
        ? readOutcome(section)
        : await runSection(section, bench, `${index + 1} of ${chosen.length}`);
    if (outcome.kind === 'failed') {
      failed ||= bench !== undefined;
      missed.push(`${section.title}: ${outcome.reason}`);
      continue;
    }
    const { findings } = outcome;
    if (bench !== undefined && bench.profile === undefined)
      recordFindings(section.name, findings, bench.rounds);
    console.log(`\n## ${section.title} (${section.name})\n\n${renderFindings(findings)}`);
    missed.push(...listMissed(section, findings));
  }
  if (options.docs) writeDocument(sections, readResults());
  for (const line of missed) console.error(`missed: ${line}`);
  // Ends anything that a peer left open.
  process.exit(failed || (options.check && missed.length > 0) ? 1 : 0);
}

function readOutcome({ name }: Section): Outcome {
  const findings = readRecordedResults()[name];
  return findings === undefined
    ? { kind: 'failed', reason: 'not measured yet' }
    : { kind: 'found', findings };
}

function prepare({ rounds, seconds, users, profile }: BenchOptions): Bench {
  const folder = profile === undefined ? createTemporaryFolder() : createFolderFor(profile);
  symlinkSync(join(__dirname, '..', 'node_modules'), join(folder, 'node_modules'), 'dir');
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  // Left by `npm exec --package=node@24`. The npx of a synthesis would read it.
  delete process.env.npm_config_package;
  return {
    rounds,
    seconds,
    users,
    folder,
    profile: profile === undefined ? undefined : resolve(profile),
    say,
  };
}

function createTemporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-bench-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * Creates the folder of the profiles. Bundles and source maps stay in it, because profiles need them to be
 * read.
 * @throws Error when the folder is not empty, since other files could not be distinguished from the profiles
 */
function createFolderFor(profile: string): string {
  if (existsSync(profile) && readdirSync(profile).length > 0) {
    throw new Error(`${profile} is not empty: use a new folder for the profiles`);
  }
  const folder = resolve(profile, 'files');
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Writes one status line, which the next one overwrites on a terminal. */
function say(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
  else process.stderr.write(`${text}\n`);
}

function listMissed({ title }: Section, { goals }: Findings): string[] {
  return goals
    .filter((goal) => !isHeld(goal))
    .map((goal) => `${title}: ${goal.name}: ${formatNumber(goal.measured)}, not ${formatLimit(goal)}`);
}

main().catch((error: unknown) => {
  const usageFault = findUsageFault(error);
  console.error(usageFault ?? (error instanceof Error ? error.message : error));
  process.exit(usageFault === undefined ? 1 : 2);
});
