/** What the checks of words report. */

/** A place that breaks a rule of docs/style.md. */
export interface Offence {
  readonly path: string;
  readonly line: number;
  /** The phrase, link or sentence. */
  readonly found: string;
  /** What to write instead. */
  readonly instead: string;
}

/** Returns a line that editors and terminals make a link of. */
export function formatOffence({ path, line, found, instead }: Offence): string {
  return `${path}:${line}  "${found}": write ${instead}`;
}
