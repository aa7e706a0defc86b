/** Formats a thrown error for developers: the message, the line of the source, and the calls. */
import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import type { ThrownError } from '../functions/thrown-error';
import { mapPosition, type SourcePosition } from './map-position';
import { parseStack } from './parse-stack';
import { showPath } from './show-path';

const MAX_MESSAGE_LINES = 5;
const MAX_CHARACTERS = 300;
const MAX_CALLS = 5;

/** Longer lines are generated code. An extract of them would not help. */
const MAX_SOURCE_CHARACTERS = 200;

/**
 * Formats an error and its causes as lines, without the final line end.
 * @param project the folder that paths are relative to
 */
export function formatFailure(error: ThrownError, project: string): string {
  const lines = [...formatMessage(error), ...formatPlaces(error, project)];
  if (error.cause === undefined) return lines.join('\n');
  return `${lines.join('\n')}\ncaused by ${formatFailure(error.cause, project)}`;
}

function formatMessage({ errorType, errorMessage }: ThrownError): readonly string[] {
  // Node appends the requiring files, which are also among the places.
  const [message = ''] = errorMessage.split('\nRequire stack:');
  const lines = `${errorType}: ${message}`.split('\n').slice(0, MAX_MESSAGE_LINES);
  return lines.map((line) => shorten(escapeControls(line)));
}

function formatPlaces(error: ThrownError, project: string): readonly string[] {
  const all = parseStack(error).map((position) => mapPosition(position) ?? position);
  const own = all.filter(({ file }) => !/[\\/]node_modules[\\/]/.test(file));
  const [first, ...others] = (own.length > 0 ? own : all).slice(0, MAX_CALLS);
  if (first === undefined) return [];
  const write = ({ file, line, column }: SourcePosition) => `${showPath(file, project)}:${line}:${column}`;
  return [
    `  at ${write(first)}`,
    ...formatExtract(first, project),
    ...others.map((call) => `  at ${write(call)}`),
  ];
}

/** Returns the source line with a mark at the column. */
function formatExtract(position: SourcePosition, project: string): readonly string[] {
  const { line, column } = position;
  const text = readSource(position, project)?.split('\n')[line - 1]?.trimEnd().replaceAll('\t', ' ');
  if (!text || text.length > MAX_SOURCE_CHARACTERS || column > text.length + 1) return [];
  const number = String(line);
  return [
    `    ${number} | ${escapeControls(text)}`,
    `    ${' '.repeat(number.length)} | ${' '.repeat(column - 1)}^`,
  ];
}

/**
 * Returns the text of a source. A source map can name any file, so files outside the project are not read.
 */
function readSource({ file, content }: SourcePosition, project: string): string | undefined {
  if (content !== undefined) return content;
  const isOwn = isAbsolute(file) && !isAbsolute(showPath(file, project));
  return isOwn && existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

function shorten(line: string): string {
  return line.length > MAX_CHARACTERS ? `${line.slice(0, MAX_CHARACTERS)}…` : line;
}

/**
 * Escapes control characters. A message can quote text of a client, and a terminal interprets control
 * characters.
 */
function escapeControls(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: matches control characters on purpose
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, (character) => encodeURIComponent(character));
}
