/** Writes what a function threw for its developer: the message, the line of the source, and the calls that led there. */
import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import type { ThrownError } from '../functions/thrown-error';
import { mapPosition, type SourcePosition } from './map-position';
import { parseStack } from './parse-stack';
import { showPath } from './show-path';

const MAX_MESSAGE_LINES = 5;
const MAX_CHARACTERS = 300;
const MAX_CALLS = 5;

/** A longer line is generated code, of which an extract says nothing. */
const MAX_SOURCE_CHARACTERS = 200;

/**
 * Writes an error and its causes, as lines without the last one's end.
 * @param project the folder that paths are relative to
 */
export function formatFailure(error: ThrownError, project: string): string {
  const lines = [...formatMessage(error), ...formatPlaces(error, project)];
  if (error.cause === undefined) return lines.join('\n');
  return `${lines.join('\n')}\ncaused by ${formatFailure(error.cause, project)}`;
}

function formatMessage({ errorType, errorMessage }: ThrownError): readonly string[] {
  // Node adds by which files it came to a module, which the places say as well
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

/** The line with a mark at the column. */
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

/** A map names any file; those outside of the project are not read. */
function readSource({ file, content }: SourcePosition, project: string): string | undefined {
  if (content !== undefined) return content;
  const isOwn = isAbsolute(file) && !isAbsolute(showPath(file, project));
  return isOwn && existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

function shorten(line: string): string {
  return line.length > MAX_CHARACTERS ? `${line.slice(0, MAX_CHARACTERS)}…` : line;
}

/** A message may quote what a client sent, and a terminal obeys control characters. */
function escapeControls(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, (character) => encodeURIComponent(character));
}
