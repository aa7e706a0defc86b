/** Formats the output of functions. Log lines in JSON are shortened. */
import type { FunctionLog } from '../functions/function-log';
import { shortId } from '../support/short-id';

/** Levels of log lines that report no problem. */
const QUIET = new Set(['TRACE', 'DEBUG', 'INFO']);

const MAX_CHARACTERS = 200;

/** How to format. */
export interface LogPrinting {
  /** Whether to print log lines of every level in full. */
  readonly verbose: boolean;
  paint(colour: 'red' | 'yellow' | 'grey', text: string): string;
}

/**
 * Returns the lines to print, each prefixed with its function and its request; undefined if there are none.
 */
export function printLog(log: FunctionLog, { verbose, paint }: LogPrinting): string | undefined {
  const { logicalId, requestId, kind, text } = log;
  const head = paint('grey', `  ${[shortId(logicalId), requestId].filter(Boolean).join(' ')}`);
  if (kind === 'error') return printFailure(head, text, paint);
  const lines = text.split('\n').flatMap((line) => {
    const entry = verbose ? undefined : parseEntry(line);
    if (entry === undefined) return [line];
    if (QUIET.has(entry.level)) return [];
    return [paint(entry.level.startsWith('WARN') ? 'yellow' : 'red', shorten(entry, requestId))];
  });
  return lines.length === 0 ? undefined : lines.map((line) => `${head} ${line}`).join('\n');
}

/** The places follow on separate lines, so that there is room for the line of the source. */
function printFailure(head: string, text: string, paint: LogPrinting['paint']): string {
  const [message = '', ...places] = text.split('\n');
  return [`${head} ${paint('red', message)}`, ...places.map((line) => `    ${line}`)].join('\n');
}

interface Entry {
  readonly level: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Parses a line that is a JSON object with a level. Other lines are plain output. */
function parseEntry(line: string): Entry | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const fields = JSON.parse(line) as Record<string, unknown>;
    return typeof fields.level === 'string' ? { level: fields.level.toUpperCase(), fields } : undefined;
  } catch {
    return undefined;
  }
}

function shorten({ level, fields }: Entry, requestId: string | undefined): string {
  const { level: _level, timestamp: _timestamp, ...rest } = fields;
  const text = JSON.stringify(rest, (name, value) =>
    isStack(name, value) || (name === 'requestId' && value === requestId) ? undefined : value,
  );
  return `${level} ${text.length > MAX_CHARACTERS ? `${text.slice(0, MAX_CHARACTERS)}…` : text}`;
}

/** Whether a field is a stack, by its name or by its lines. */
function isStack(name: string, value: unknown): boolean {
  if (/^stack(?:_?trace)?$/i.test(name)) return true;
  return Array.isArray(value) && value.length > 0 && value.every((frame) => /^\s*at /.test(String(frame)));
}
