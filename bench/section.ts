/** What a section of the benchmarks is, and what it gives back. */
import type { Sample } from './measure/summarize';

/** A value in a table: a measured sample, a plain number, or a text. */
export type Cell = Sample | number | string;

/** A table; the columns after the first have their unit in their title, such as `CPU, ms`. */
export interface Table {
  /** @default - the section's own title is enough */
  readonly title?: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly name: string; readonly cells: readonly Cell[] }[];
}

/** What has to hold. */
export interface Goal {
  readonly name: string;
  readonly measured: number;
  readonly comparison: 'at most' | 'at least';
  readonly limit: number;
  /** `×` for a ratio against a peer; any other unit is a budget on a two-core machine, or a count. */
  readonly unit: string;
  /** For a limit that can't be kept: what has to hold in its stead. Why is a note of the section. @default - the limit holds */
  readonly stead?: number | undefined;
}

/** What a section found. */
export interface Findings {
  readonly tables: readonly Table[];
  readonly goals: readonly Goal[];
  /** What a reader has to know to judge the numbers, in sentences. @default - the section's own notes are enough */
  readonly notes?: readonly string[];
}

/** How much to measure, and where to put things. */
export interface Bench {
  /** Interleaved runs of each contestant. */
  readonly rounds: number;
  /** Length of one run of a server under load. */
  readonly seconds: number;
  /** Users that the growth of a table is measured up to. */
  readonly users: number;
  /** A folder that is removed at the end, unless profiles are taken. Its `node_modules` is the project's. */
  readonly folder: string;
  /** Where CPU profiles of cold starts go. @default - none are taken */
  readonly profile?: string | undefined;
  /** Tells what is going on. */
  say(text: string): void;
}

/** A part of the benchmarks that can be run alone. */
export interface Section {
  /** For `--only`. */
  readonly name: string;
  readonly title: string;
  /** Whether its goals are times, which a busy machine can miss, and not counts. */
  readonly timed: boolean;
  /** How it is measured, in sentences, for the documentation. */
  readonly method: string;
  run(bench: Bench): Promise<Findings>;
}
