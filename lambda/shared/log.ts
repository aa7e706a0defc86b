/** The functions' log: one JSON object a line. */

/** What a line says. Never a password, a token, a hash or a whole event. */
export type LogFields = Readonly<Record<string, unknown>> & { readonly event: string };

/** Lambda's own level names, which its log-level filter reads. */
export type LogLevel = 'DEBUG' | 'INFO' | 'WARN' | 'ERROR';

/** Writes one line. */
export type Log = (level: LogLevel, fields: LogFields) => void;

/**
 * Writes to standard output, not by `console`: Lambda passes on lines that are JSON objects as they are, and would
 * wrap what comes through `console`.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html
 */
export const log: Log = (level, fields) => {
  process.stdout.write(`${JSON.stringify({ level, timestamp: new Date().toISOString(), ...fields })}\n`);
};
