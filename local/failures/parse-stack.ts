/** Reads the places of a stack. */
import { fileURLToPath } from 'node:url';
import type { Position } from './map-position';

/** `at name (file:1:2)` or `at file:1:2`. */
const FRAME = /^\s+at (?:.*? \()?((?:file:\/\/)?\/[^()]+|[A-Za-z]:\\[^()]+):(\d+):(\d+)\)?$/;

/** Of a file that does not parse Node writes the place before the error. */
const FAULTY_FILE = /^(\/.+|[A-Za-z]:\\.+):(\d+)\n.*\n( *)\^/;

/** The files' places, the innermost call first; what runs inside Node has none. */
export function parseStack(stack: string): readonly Position[] {
  const faulty = FAULTY_FILE.exec(stack);
  const frames = stack.split('\n').flatMap((line) => {
    const [, file = '', row, column] = FRAME.exec(line) ?? [];
    if (file === '') return [];
    const path = file.startsWith('file://') ? fileURLToPath(file) : file;
    return [{ file: path, line: Number(row), column: Number(column) }];
  });
  if (faulty === null) return frames;
  const [, file = '', line, indent = ''] = faulty;
  return [{ file, line: Number(line), column: indent.length + 1 }, ...frames];
}
