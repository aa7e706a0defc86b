/** What a rule over a stage's settings is. */
import type { StageSettings } from './stage-settings';

/** One rule of one setting: what it demands, and whether a stage keeps it. */
export interface StageRule {
  readonly setting: keyof StageSettings;
  readonly demand: string;
  holds(settings: StageSettings): boolean;
}

/** Whether a number is whole and within bounds. */
export function isCount(value: number, least: number, most = Number.MAX_SAFE_INTEGER): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

/** Whether no value comes twice. */
export function isUnique(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}
