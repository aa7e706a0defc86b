/** Reads what the requests cost, as docs/costs.md says and test/faults/costs.all.test.ts measures. */

/** What one request takes. */
export interface Measured {
  readonly reads: number;
  readonly writes: number;
  readonly signatures: number;
}

/** Reads the table of requests: by route, with a comma and the situation behind it where the row names one. */
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
 * Takes the row of one request.
 * @throws Error when there is none, or it depends on something
 */
export function measuredOf(rows: ReadonlyMap<string, Measured>, name: string): Measured {
  const row = rows.get(name);
  if (row === undefined || Object.values(row).some(Number.isNaN)) {
    throw new Error(`docs/costs.md has no plain numbers for "${name}"`);
  }
  return row;
}
