/** Stores the latest findings of every section in bench/results.json. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../../bin/usage-error';
import type { Findings } from '../section';

/** Findings, and the circumstances of their measurement. */
export interface RecordedFindings extends Findings {
  /** For example `2026-01-31`, UTC. */
  readonly date: string;
  /** For example `v24.0.0`. */
  readonly node: string;
  /** For example `linux x64, 2 cores`. */
  readonly machine: string;
  /** Interleaved runs of each contestant. */
  readonly rounds: number;
}

/** Findings by the name of their section. */
export type Results = Readonly<Record<string, RecordedFindings>>;

const FILE = join(__dirname, '..', 'results.json');

/** Reads the recorded findings. Returns an empty record if there are none yet. */
export function readResults(): Results {
  return existsSync(FILE) ? readRecordedResults() : {};
}

/**
 * Reads the findings that the option `--recorded` requires.
 * @throws UsageError when no run has recorded any
 */
export function readRecordedResults(file = FILE): Results {
  if (!existsSync(file)) {
    throw new UsageError('bench/results.json does not exist: run npm run bench first');
  }
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** Replaces the recorded findings of one section. */
export function recordFindings(section: string, findings: Findings, rounds: number): void {
  const recorded: RecordedFindings = {
    date: new Date().toISOString().slice(0, 10),
    node: process.version,
    machine: `${process.platform} ${process.arch}, ${availableParallelism()} cores`,
    rounds,
    ...findings,
  };
  const results = { ...readResults(), [section]: recorded };
  const sorted = Object.fromEntries(Object.entries(results).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(`${FILE}.tmp`, `${JSON.stringify(sorted, roundNumbers, 1)}\n`);
  renameSync(`${FILE}.tmp`, FILE);
}

/** Rounds to five significant digits, which is more than the precision of any of these measurements. */
function roundNumbers(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(5)) : value;
}
