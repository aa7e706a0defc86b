/** Renders a table in Markdown that is also readable in a terminal. */

/** Renders a table. All columns but the first are right-aligned. */
export function renderTable(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = columns.map((column, index) =>
    Math.max(3, column.length, ...rows.map((row) => row[index]?.length ?? 0)),
  );
  const align = (cell: string, index: number) =>
    index === 0 ? cell.padEnd(widths[index] ?? 0) : cell.padStart(widths[index] ?? 0);
  const line = (cells: readonly string[]) => `| ${cells.map(align).join(' | ')} |`;
  const dashes = widths.map((width, index) => {
    const run = '-'.repeat(width + 1);
    return index === 0 ? `:${run}` : `${run}:`;
  });
  return [line(columns), `|${dashes.join('|')}|`, ...rows.map(line)].join('\n');
}
