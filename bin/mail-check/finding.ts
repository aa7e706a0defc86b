/** One line of the check of a stage's mails. */

/** A finding. */
export interface Finding {
  /** `ok`: nothing to do. `note`: mails are sent, and there is something to do. `fault`: mails are not sent. */
  readonly level: 'ok' | 'note' | 'fault';
  /** What was found and, unless it is `ok`, what to do. */
  readonly text: string;
}

export const ok = (text: string): Finding => ({ level: 'ok', text });
export const note = (text: string): Finding => ({ level: 'note', text });
export const fault = (text: string): Finding => ({ level: 'fault', text });

/** Returns a member of SES's output that is an object; an empty one if it is missing. */
export function objectOf(output: Readonly<Record<string, unknown>>, name: string) {
  const value = output[name];
  return (typeof value === 'object' && value !== null ? value : {}) as Readonly<Record<string, unknown>>;
}
