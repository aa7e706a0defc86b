/** Parses the positions in a stack. */
import { fileURLToPath } from 'node:url';
import type { ThrownError } from '../functions/thrown-error';
import type { Position } from './map-position';

/** `at name (file:1:2)` or `at file:1:2`. */
const FRAME = /^\s+at (?:.*? \()?((?:file:\/\/)?\/[^()]+|[A-Za-z]:\\[^()]+):(\d+):(\d+)\)?$/;

/** For a file with a syntax error, Node writes the position before the error. */
const FAULTY_FILE = /^(\/.+|[A-Za-z]:\\.+):(\d+)\n.*\n( *)\^/;

/**
 * Returns the positions in files. The innermost call is first, and calls inside Node are omitted. Lines of
 * the message are not parsed as positions.
 */
export function parseStack({ stack = '', errorMessage }: ThrownError): readonly Position[] {
  const faulty = FAULTY_FILE.exec(stack);
  const begin = stack.indexOf(errorMessage);
  const behind = begin < 0 ? stack : stack.slice(begin + errorMessage.length);
  const frames = behind.split('\n').flatMap((line) => {
    const [, file = '', row, column] = FRAME.exec(line) ?? [];
    const path = file.startsWith('file://') ? toPath(file) : file;
    return path === '' ? [] : [{ file: path, line: Number(row), column: Number(column) }];
  });
  if (faulty === null) return frames;
  const [, file = '', line, indent = ''] = faulty;
  return [{ file, line: Number(line), column: indent.length + 1 }, ...frames];
}

function toPath(url: string): string {
  try {
    return fileURLToPath(url);
  } catch {
    return '';
  }
}
