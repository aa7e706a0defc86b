/** Renders the findings of a section as tables in Markdown. */
import type { Findings } from '../section';
import { formatCell, formatLimit, formatNumber, formatVerdict } from './format';
import { renderTable } from './render-table';

/** Renders the tables, the notes, and the goals with their measurements. */
export function renderFindings({ tables, goals, notes = [] }: Findings): string {
  const parts = tables.map(({ title, columns, rows }) =>
    [
      ...(title === undefined ? [] : [`#### ${title}`, '']),
      renderTable(
        columns,
        rows.map(({ name, cells }) => [name, ...cells.map(formatCell)]),
      ),
    ].join('\n'),
  );
  if (notes.length > 0) parts.push(notes.join(' '));
  if (goals.length > 0) {
    const rows = goals.map((goal) => [
      goal.name,
      formatLimit(goal),
      `${formatNumber(goal.measured)} ${goal.unit}`,
      formatVerdict(goal),
    ]);
    parts.push(renderTable(['Goal', 'Limit', 'Measured', ''], rows));
  }
  return parts.join('\n\n');
}
