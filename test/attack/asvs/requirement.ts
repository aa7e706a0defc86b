/** The result for one requirement of OWASP ASVS 5.0.0 (https://github.com/OWASP/ASVS/tree/v5.0.0). */

/** How a requirement is met, or why it is not. Texts are Markdown with links relative to docs/. */
export type Verdict =
  /** Tested by the rows of the suite that name it, and by these further test files. */
  | { readonly kind: 'met by test'; readonly tests: readonly string[]; readonly note: string }
  | { readonly kind: 'met by design'; readonly note: string }
  | { readonly kind: 'not applicable'; readonly note: string }
  | { readonly kind: 'not met'; readonly note: string };

/** One requirement. */
export interface AsvsRequirement {
  /** Such as `V9.1.1`. */
  readonly id: string;
  readonly level: 1 | 2 | 3;
  /** A short summary of the requirement, in our own words. */
  readonly asks: string;
  readonly verdict: Verdict;
}

/** Creates a line of a chapter's table. */
export function requirement(
  id: string,
  level: AsvsRequirement['level'],
  asks: string,
  verdict: Verdict,
): AsvsRequirement {
  return { id, level, asks, verdict };
}

/** @param tests further test files, relative to the project's folder */
export function tested(note = '', tests: readonly string[] = []): Verdict {
  return { kind: 'met by test', tests, note };
}

export function designed(note: string): Verdict {
  return { kind: 'met by design', note };
}

export function notApplicable(note: string): Verdict {
  return { kind: 'not applicable', note };
}

export function notMet(note: string): Verdict {
  return { kind: 'not met', note };
}
