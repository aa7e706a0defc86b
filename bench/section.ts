/** The types of a section of the benchmarks and of its findings. */
import type { Sample } from './measure/summarize';

/** A value in a table: a measured sample, a plain number, or a text. */
export type Cell = Sample | number | string;

/** A table. The columns after the first have their unit in their title, such as `CPU, ms`. */
export interface Table {
  /** @default - the section's own title is enough */
  readonly title?: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly name: string; readonly cells: readonly Cell[] }[];
}

/** A limit that must hold. */
export interface Goal {
  readonly name: string;
  readonly measured: number;
  readonly comparison: 'at most' | 'at least';
  readonly limit: number;
  /** `×` for a ratio against a peer. Any other unit is a budget on a two-core machine, or a count. */
  readonly unit: string;
  /**
   * A fallback for a limit that cannot be met. A note of the section gives the reason. @default - the limit
   * holds
   */
  readonly stead?: number | undefined;
}

/** The findings of a section. */
export interface Findings {
  readonly tables: readonly Table[];
  readonly goals: readonly Goal[];
  /** Sentences that a reader needs to interpret the numbers. @default - the section's own notes are enough */
  readonly notes?: readonly string[];
}

/** The extent of the measurements, and the folders for their files. */
export interface Bench {
  /** Interleaved runs of each contestant. */
  readonly rounds: number;
  /** Length of one load on a server, in seconds. */
  readonly seconds: number;
  /** The number of users up to which a table's growth is measured. */
  readonly users: number;
  /** A folder that is removed at the end, unless profiles are taken. Its `node_modules` is the project's. */
  readonly folder: string;
  /** The folder for CPU profiles of cold starts. @default - no profiles */
  readonly profile?: string | undefined;
  /** Reports progress. */
  say(text: string): void;
}

/** A part of the benchmarks that can run alone. */
export interface Section {
  /** The name for `--only`. */
  readonly name: string;
  readonly title: string;
  /** Whether its goals are times, which a busy machine can miss, rather than counts. */
  readonly timed: boolean;
  /** The method of measurement, in sentences, for the documentation. */
  readonly method: string;
  run(bench: Bench): Promise<Findings>;
}
