/** Recognizes the faults of fields, which the API describes in English, so that the pages describe them in each language. */

const patterns = {
  breached: /^is known from a data breach/,
  common: /^is a common password/,
  derived: /^is derived from the username/,
  email: /^must be an e-mail address/,
  mailCode: /^must be the code of the mail/,
  missing: /^(is required|must not be empty|must be a string)/,
  name: /^must be 1 to 64 visible/,
  sameAsTemporary: /^must differ from the temporary/,
  tooLong: /^must be at most (\d{1,6}) characters/,
  tooShort: /^must be at least (\d{1,6}) characters/,
  username: /^must be 3 to 64 characters/,
} as const;

/** A kind of fault. */
export type FaultKind = keyof typeof patterns;

/** A recognized fault. */
export interface Fault {
  readonly kind: FaultKind;
  /** The limit of a length, otherwise 0. */
  readonly limit: number;
}

/** Recognizes the `detail` of a fault; returns undefined for any other text. */
export function recognizeFault(detail: string): Fault | undefined {
  for (const [kind, pattern] of Object.entries(patterns)) {
    const found = pattern.exec(detail);
    if (found) return { kind: kind as FaultKind, limit: Number(found[1] ?? 0) };
  }
  return undefined;
}
