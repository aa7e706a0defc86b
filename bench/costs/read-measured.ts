/** Reads the measured cost of requests from docs/costs.md. test/faults/costs.all.test.ts measures it. */

/** The cost of one request. */
export interface Measured {
  readonly reads: number;
  readonly writes: number;
  readonly signatures: number;
}

/**
 * Reads the table of requests, by route. Where the row names a situation, it follows the route after a comma.
 */
export function readMeasured(document: string): ReadonlyMap<string, Measured> {
  const [, body = ''] = document.split(/\n\| Request \|.*\n\|---.*\n/);
  const [table = ''] = body.split('\n\n');
  const rows = table.split('\n').map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('`', '')),
  );
  return new Map(
    rows.map(([route = '', when, , reads, writes, signatures]) => [
      when ? `${route}, ${when}` : route,
      { reads: Number(reads), writes: Number(writes), signatures: Number(signatures) },
    ]),
  );
}

/**
 * Returns the row of one request.
 * @throws Error when the row is missing, or its numbers are conditional
 */
export function measuredOf(rows: ReadonlyMap<string, Measured>, name: string): Measured {
  const row = rows.get(name);
  if (row === undefined || Object.values(row).some(Number.isNaN)) {
    throw new Error(`docs/costs.md has no plain numbers for "${name}"`);
  }
  return row;
}
