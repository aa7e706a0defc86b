/** Prints lines. All lines of one turn of the event loop are written at once. */

const lines: string[] = [];

/** Prints a line before the turn of the event loop ends, or before the process exits. */
export function printLine(line: string): void {
  if (lines.push(line) === 1) setImmediate(writeLines);
}

function writeLines(): void {
  if (lines.length > 0) process.stdout.write(`${lines.splice(0).join('\n')}\n`);
}

process.on('exit', writeLines);
