/** Reads the places of a stack. */
import { fileURLToPath } from 'node:url';
import type { ThrownError } from '../functions/thrown-error';
import type { Position } from './map-position';

/** `at name (file:1:2)` or `at file:1:2`. */
const FRAME = /^\s+at (?:.*? \()?((?:file:\/\/)?\/[^()]+|[A-Za-z]:\\[^()]+):(\d+):(\d+)\)?$/;

/** Of a file that does not parse Node writes the place before the error. */
const FAULTY_FILE = /^(\/.+|[A-Za-z]:\\.+):(\d+)\n.*\n( *)\^/;

/** The files' places, the innermost call first; what runs inside Node has none. A line of the message is not taken for a place. */
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
